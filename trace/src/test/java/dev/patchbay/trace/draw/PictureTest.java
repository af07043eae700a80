package dev.patchbay.trace.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.trace.draw.Topology.Device;
import dev.patchbay.trace.draw.Topology.Machine;
import dev.patchbay.trace.draw.Topology.Namespace;
import dev.patchbay.trace.draw.Topology.Segment;
import dev.patchbay.trace.draw.Topology.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final Topology TOPOLOGY =
      new Topology(
          List.of(
              new Machine(
                  "lab",
                  List.of(
                      new Namespace(
                          "r<1>",
                          List.of(
                              new Device(0, "br0", "bridge", List.of(), true, Device.NOTHING),
                              new Device(1, "p0", "veth", List.of(), true, 0),
                              new Device(
                                  2, "eth0", "", List.of("10.0.0.1/24"), false, Device.NOTHING))),
                      new Namespace(
                          "h",
                          List.of(
                              new Device(
                                  3,
                                  "eth0",
                                  "veth",
                                  List.of("fd00::1/64"),
                                  true,
                                  Device.NOTHING)))))),
          List.of(new Segment(4, "lan")),
          List.of(new Wire(1, 3, true), new Wire(2, 4, true)));

  @Test
  void isSvgForLightAndDarkGround() {
    String svg = SvgPicture.of(TOPOLOGY);

    assertThat(svg).contains("r&lt;1&gt;", "10.0.0.1/24", "prefers-color-scheme: dark", ">lan<");
    assertThat(svg.lines().filter(line -> line.startsWith("<path class=\"wire\""))).hasSize(2);
  }

  @Test
  void isMermaid() {
    assertThat(MermaidPicture.of(TOPOLOGY))
        .isEqualTo(
            """
            flowchart LR
              subgraph b0["lab"]
                subgraph b1["r#lt;1#gt;"]
                  d0["br0 <i>bridge</i>"]
                  d1["p0 <i>veth</i>"]
                  d2["eth0<br/>10.0.0.1/24"]
                  d0 --> d1
                end
                subgraph b2["h"]
                  d3["eth0 <i>veth</i><br/>fd00::1/64"]
                end
              end
              d4{{"lan"}}
              d1 --- d3
              d2 --- d4
            """);
  }

  @Test
  void drawsAnEmptyLab() {
    Topology empty = new Topology(List.of(new Machine("lab", List.of())), List.of(), List.of());

    assertThat(SvgPicture.of(empty)).contains(">lab<").endsWith("</svg>\n");
  }
}
