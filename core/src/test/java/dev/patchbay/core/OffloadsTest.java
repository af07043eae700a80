package dev.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffloadsTest {
  private static final long CHECKSUM = Offload.TX_CHECKSUM_IP_GENERIC.bit();
  private static final long ALL = CHECKSUM | Offloads.TCP_SEGMENTATION | Offloads.PIECES;

  @Test
  void cutsNoTcpWithoutAChecksum() {
    Offloads offloads = Offloads.of(ALL, ALL).request(CHECKSUM, 0);

    assertThat(offloads.has(Offload.TX_TCP_SEGMENTATION)).isFalse();
    assertThat(offloads.has(Offload.TX_SCATTER_GATHER)).isTrue();
  }

  @Test
  void cutsTcpAgainWhenTheChecksumIsBack() {
    Offloads offloads = Offloads.of(ALL, ALL).request(CHECKSUM, 0).request(CHECKSUM, CHECKSUM);

    assertThat(offloads.active()).isEqualTo(ALL);
  }

  @Test
  void leavesWhatIsFixed() {
    Offloads offloads = Offloads.of(ALL, 0).request(CHECKSUM, 0);

    assertThat(offloads.active()).isEqualTo(ALL);
  }
}
