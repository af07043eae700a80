package dev.patchbay.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TunnelKeyTest {
  private static final Ip HERE = Ip.of("192.0.2.1");
  private static final Ip THERE = Ip.of("192.0.2.2");

  @Test
  void anAnswerGoesBackToWhereTheQuestionCameFrom() {
    TunnelKey came =
        new TunnelKey(5, THERE, HERE, 4, 60, 0, 1, 4789, TunnelKey.KEY, 0, TunnelKey.Way.CAME);

    TunnelKey reply = came.reply();

    assertThat(reply.destination()).isEqualTo(THERE);
    assertThat(reply.source()).isEqualTo(Ip.ANY4);
    assertThat(reply.id()).isEqualTo(5);
    assertThat(reply.isOutgoing()).isTrue();
    assertThat(came.isOutgoing()).isFalse();
  }

  @Test
  void aBridgeSaysTheTunnelAlone() {
    TunnelKey key = TunnelKey.of(1010);

    assertThat(key.way()).isEqualTo(TunnelKey.Way.GOES_BY_TABLE);
    assertThat(key.has(TunnelKey.KEY)).isTrue();
    assertThat(key.has(TunnelKey.CHECKSUM)).isFalse();
  }
}
