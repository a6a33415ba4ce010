package dev.fusebox.operator.kubernetes;

/** The model does what {@link ConformanceScript} says. */
class ApiServerModelTest extends ConformanceScript {
    private final ApiServerModel model = new ApiServerModel();
    private int names;

    @Override
    Requests requests() {
        return new Requests(model);
    }

    @Override
    String name() {
        return "conformance-" + ++names;
    }

    @Override
    void protect(String name) {
        model.budget("default", 0);
    }
}
