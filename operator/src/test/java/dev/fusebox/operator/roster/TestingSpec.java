package dev.fusebox.operator.roster;

import dev.fusebox.proto.v1.ApplicationCheck;
import dev.fusebox.proto.v1.Detection;
import dev.fusebox.proto.v1.Fate;
import java.util.List;
import java.util.Optional;

/** The group shop/cart of the pods with label app=cart, but for what a test says otherwise. */
public final class TestingSpec {
    private List<LabelRequirement> selector =
            List.of(new LabelRequirement("app", LabelRequirement.Operator.IN, List.of("cart")));
    private int minMembers = 2;
    private Detection detection = Detection.getDefaultInstance();
    private Fate fate = Fate.NOTIFY;
    private boolean reformsAutomatically = true;
    private RemediationPolicy policy = RemediationPolicy.DEFAULT;
    private Optional<ApplicationCheck> application = Optional.empty();
    private String resume = "";

    public TestingSpec selector(List<LabelRequirement> requirements) {
        selector = requirements;
        return this;
    }

    public TestingSpec minMembers(int least) {
        minMembers = least;
        return this;
    }

    public TestingSpec detection(Detection settings) {
        detection = settings;
        return this;
    }

    public TestingSpec fate(Fate wanted) {
        fate = wanted;
        return this;
    }

    /** Reform is Manual, and the annotation has that value. */
    public TestingSpec manual(String token) {
        reformsAutomatically = false;
        resume = token;
        return this;
    }

    public TestingSpec policy(RemediationPolicy allowed) {
        policy = allowed;
        return this;
    }

    public TestingSpec application(Optional<ApplicationCheck> check) {
        application = check;
        return this;
    }

    public GroupSpec spec() {
        return new GroupSpec(
                "shop",
                "cart",
                "uid-of-cart",
                1,
                selector,
                minMembers,
                detection,
                fate,
                false,
                reformsAutomatically,
                policy,
                application,
                resume);
    }
}
