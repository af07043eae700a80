package dev.patchbay.tools.ss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static Columns columns(boolean withHeadings) {
    Columns columns = new Columns(withHeadings);
    columns.hide(Columns.NETID);
    columns.add("udp", "UNCONN", "0     ", "0     ", "0.0.0.0:", "5000", "0.0.0.0:", "*", "");
    return columns;
  }

  @Test
  void areAsWideAsTheirWidestCell() {
    String text = columns(true).text();

    assertThat(text.lines())
        .containsExactly(
            "State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess",
            "UNCONN 0      0            0.0.0.0:5000      0.0.0.0:*          ");
  }

  @Test
  void areNarrowWithoutHeadings() {
    String text = columns(false).text();

    assertThat(text).isEqualTo("UNCONN 0      0      0.0.0.0:5000 0.0.0.0:*\n");
  }
}
