package dev.patchbay.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawTest {
  @TempDir Path folder;

  @Test
  void drawsWhatIsThere() {
    try (Lab lab = Lab.builder().folder(folder).build()) {
      lab.run(
          """
          ip netns add red
          ip link add br0 type bridge
          ip link add p0 type veth peer name eth0 netns red
          ip link set p0 master br0
          ip -n red address add 10.0.0.1/24 dev eth0
          ip -n red link set eth0 up
          machine add far
          segment add lan
          plug far:nic lan
          """);

      assertThat(lab.run("draw --mermaid"))
          .isEqualTo(
              """
              flowchart LR
                subgraph b0["lab"]
                  subgraph b1["lab"]
                    d0["br0 <i>bridge</i>"]
                    d1["p0 <i>veth</i>"]
                    d0 --> d1
                  end
                  subgraph b2["red"]
                    d2["eth0 <i>veth</i><br/>10.0.0.1/24"]
                  end
                end
                subgraph b3["far"]
                  subgraph b4["far"]
                    d3["nic"]
                  end
                end
                d4{{"lan"}}
                d3 --- d4
                d1 --- d2
              """);
    }
  }

  @Test
  void writesAFile() throws Exception {
    try (Lab lab = Lab.builder().folder(folder).build()) {
      lab.run("draw -o picture.svg");

      assertThat(Files.readString(folder.resolve("picture.svg"))).startsWith("<svg ");
    }
  }
}
