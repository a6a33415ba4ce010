package dev.fusebox.lab.qos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fusebox.lab.qos.Chart.Line;
import dev.fusebox.lab.qos.Chart.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ChartTest {
    private static Chart chart(Point... points) {
        return new Chart("A & B", "x, ms", "y per hour", "none", List.of(new Line("<one>", 0, List.of(points))));
    }

    private static void wellFormed(String xml) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    @Test
    void isWellFormedWhateverItIsCalled() throws Exception {
        Chart chart = chart(new Point(10, 1, true, "\"tip\" & <tip>"), new Point(100, 0, false, ""));
        wellFormed(chart.svg());
        wellFormed(chart.file());
    }

    @Test
    void labelsAndUnitsAreOnIt() {
        assertThat(chart(new Point(10, 1, true, "t"), new Point(100, 20, false, "u"))
                        .file())
                .contains("A &amp; B", "x, ms", "y per hour", "none", ">10<", ">100<", ">1<", ">20<", "&lt;one&gt;");
    }

    @Test
    void pointsWithoutAValueLieInTheLaneAndNotOnTheCurve() {
        String svg = chart(
                        new Point(10, 5, false, "t"),
                        new Point(20, 0, false, "u"),
                        new Point(50, Double.NaN, false, "v"),
                        new Point(100, 1, false, "w"))
                .svg();
        String polyline = svg.substring(svg.indexOf("<polyline"), svg.indexOf("/>", svg.indexOf("<polyline")));
        assertThat(polyline.chars().filter(c -> c == ',').count()).isEqualTo(2);
        assertThat(svg).contains("<title>u</title>", "<title>v</title>").doesNotContain("NaN");
    }

    @Test
    void nothingAtAllCanBeDrawn() throws Exception {
        wellFormed(chart().svg());
        wellFormed(chart(new Point(10, 0, false, "t")).svg());
    }
}
