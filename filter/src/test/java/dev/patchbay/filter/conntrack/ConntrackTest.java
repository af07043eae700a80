package dev.patchbay.filter.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.KernelLog;
import dev.patchbay.filter.Gate;
import dev.patchbay.filter.Packets;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Tcp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConntrackTest {
  private static final String A = "10.0.0.1";
  private static final String B = "10.0.0.2";

  private final Gate gate = new Gate();

  @AfterEach
  void everyPacketIsAccountedFor() {
    gate.isBalanced();
  }

  private long secondsLeft() {
    return gate.conntrack.snapshot(gate.conntrack.connections().getFirst()).seconds();
  }

  @Test
  void aFirstPacketIsNewItsAnswerEstablishes() {
    assertThat(gate.stateOf(Packets.udp(A, 1000, B, 53))).isEqualTo("NEW");
    assertThat(gate.stateOf(Packets.udp(A, 1000, B, 53))).isEqualTo("NEW");
    assertThat(gate.stateOf(Packets.udp(B, 53, A, 1000))).isEqualTo("ESTABLISHED REPLY");
    assertThat(gate.stateOf(Packets.udp(A, 1000, B, 53))).isEqualTo("ESTABLISHED");
    assertThat(gate.stateOf(Packets.udp(B, 53, A, 1001))).isEqualTo("NEW");
  }

  @Test
  void bothFamiliesAreTracked() {
    assertThat(gate.stateOf(Packets.echo("fd00::1", "fd00::2", false, 9))).isEqualTo("NEW");
    assertThat(gate.stateOf(Packets.echo("fd00::2", "fd00::1", true, 9)))
        .isEqualTo("ESTABLISHED REPLY");
    assertThat(gate.stateOf(Packets.echo("fd00::2", "fd00::1", true, 8))).isEqualTo("INVALID");
  }

  @Test
  void forgetsAFlowWhenItsTimeIsOver() {
    gate.forward(Packets.udp(A, 1000, B, 53));
    gate.pass(Duration.ofSeconds(29));
    assertThat(gate.conntrack.connections()).hasSize(1);

    gate.pass(Duration.ofSeconds(2));

    assertThat(gate.conntrack.connections()).isEmpty();
    assertThat(gate.stateOf(Packets.udp(B, 53, A, 1000))).isEqualTo("NEW");
  }

  @Test
  void anAnsweredFlowOfMoreThanTwoSecondsIsAStream() {
    gate.forward(Packets.udp(A, 1000, B, 53));
    gate.forward(Packets.udp(B, 53, A, 1000));
    gate.forward(Packets.udp(A, 1000, B, 53));
    assertThat(secondsLeft()).isEqualTo(30);

    gate.pass(Duration.ofSeconds(3));
    gate.forward(Packets.udp(A, 1000, B, 53));

    assertThat(secondsLeft()).isEqualTo(120);
    assertThat(gate.conntrack.connections().getFirst().has(Connection.ASSURED)).isTrue();
  }

  @Test
  void whatIsOverIsSweptOutThoughNobodyAsks() {
    for (int i = 0; i < 100; i++) {
      gate.forward(Packets.udp(A, 1000 + i, B, 53));
    }
    assertThat(gate.conntrack.size()).isEqualTo(100);

    gate.pass(Duration.ofSeconds(91));

    assertThat(gate.conntrack.size()).isZero();
    assertThat(gate.loop.nextTime()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anErrorIsRelatedToWhatItIsAbout() {
    byte[] request = Packets.udp(A, 1000, B, 53);
    gate.forward(request);

    assertThat(gate.stateOf(Packets.unreachable("10.9.9.9", A, request)))
        .isEqualTo("RELATED REPLY");
    assertThat(gate.stateOf(Packets.unreachable("10.9.9.9", "10.7.7.7", request)))
        .as("an error sent to somebody else is forged")
        .isEqualTo("INVALID");
    assertThat(gate.stateOf(Packets.unreachable(B, A, Packets.udp(A, 7, B, 7))))
        .isEqualTo("INVALID");
  }

  @Test
  void aDroppedFirstPacketLeavesNothing() {
    byte[] damaged = Packets.udp(A, 1000, B, 53);
    damaged[damaged.length - 1] ^= 1;

    assertThat(gate.stateOf(damaged)).isEqualTo("INVALID");
    assertThat(gate.conntrack.size()).isZero();
  }

  @Test
  void aFullTableGivesUpWhatIsNotAssuredThenRefuses() {
    ConntrackLimits.of(gate.machine).connections(8);
    for (int i = 0; i < 100; i++) {
      gate.forward(Packets.udp(A, 1000 + i, B, 53));
    }
    assertThat(gate.conntrack.size()).isLessThanOrEqualTo(8);
    assertThat(gate.conntrack.counted(ConntrackCounter.EARLY_DROP)).isPositive();

    gate.conntrack.connections().forEach(gate.conntrack::assure);
    List<Boolean> passed = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      passed.add(gate.forward(Packets.udp(B, 1000 + i, A, 53)) != null);
      gate.conntrack.connections().forEach(gate.conntrack::assure);
    }

    assertThat(gate.conntrack.size()).isEqualTo(8);
    assertThat(passed).contains(false);
    assertThat(gate.machine.log().lines())
        .extracting(KernelLog.Line::text)
        .contains("nf_conntrack: nf_conntrack: table full, dropping packet");
  }

  @Test
  void countsWhenToldTo() {
    gate.conntrack.setting(ConntrackSetting.ACCT, 1);

    gate.forward(Packets.udp(A, 1000, B, 53));
    gate.forward(Packets.udp(A, 1000, B, 53));
    gate.forward(Packets.udp(B, 53, A, 1000));

    ConnectionSnapshot shown = gate.conntrack.snapshot(gate.conntrack.connections().getFirst());
    assertThat(shown.original().packets()).isEqualTo(2);
    assertThat(shown.original().bytes()).isEqualTo(64);
    assertThat(shown.reply().packets()).isEqualTo(1);
  }

  @Test
  void nobodyTracksWhenNobodyNeedsIt() {
    gate.conntrack.release(Family.IPV4);

    assertThat(gate.stateOf(Packets.udp(A, 1000, B, 53))).isEqualTo("INVALID");
    assertThat(gate.conntrack.size()).isZero();
  }

  // ---- TCP

  private String tcp(boolean reply, int flags, int seq, int ack) {
    return gate.stateOf(
        reply
            ? Packets.tcp(B, 80, A, 1000, flags, seq, ack)
            : Packets.tcp(A, 1000, B, 80, flags, seq, ack));
  }

  private String state() {
    return gate.conntrack.snapshot(gate.conntrack.connections().getFirst()).state();
  }

  private void handshake() {
    tcp(false, Tcp.SYN, 100, 0);
    tcp(true, Tcp.SYN | Tcp.ACK, 500, 101);
    tcp(false, Tcp.ACK, 101, 501);
  }

  @Test
  void followsAConnectionFromSynToTimeWait() {
    List<String> states = new ArrayList<>();
    assertThat(tcp(false, Tcp.SYN, 100, 0)).isEqualTo("NEW");
    states.add(state());
    tcp(true, Tcp.SYN | Tcp.ACK, 500, 101);
    states.add(state());
    tcp(false, Tcp.ACK, 101, 501);
    states.add(state());
    assertThat(secondsLeft()).isEqualTo(432000);
    tcp(false, Tcp.FIN | Tcp.ACK, 101, 501);
    states.add(state());
    tcp(true, Tcp.ACK, 501, 102);
    states.add(state());
    tcp(true, Tcp.FIN | Tcp.ACK, 501, 102);
    states.add(state());
    tcp(false, Tcp.ACK, 102, 502);
    states.add(state());

    assertThat(states)
        .containsExactly(
            "SYN_SENT",
            "SYN_RECV",
            "ESTABLISHED",
            "FIN_WAIT",
            "CLOSE_WAIT",
            "LAST_ACK",
            "TIME_WAIT");
    assertThat(secondsLeft()).isEqualTo(120);
  }

  @Test
  void refusesWhatLiesOutsideTheWindow() {
    handshake();

    assertThat(tcp(false, Tcp.ACK, 200_000, 501)).isEqualTo("INVALID");
    assertThat(tcp(false, Tcp.ACK, 101, 900_000)).isEqualTo("INVALID");
    assertThat(tcp(false, Tcp.ACK, 101, 501)).isEqualTo("ESTABLISHED");
  }

  @Test
  void isLiberalWhenToldTo() {
    gate.conntrack.setting(ConntrackSetting.TCP_BE_LIBERAL, 1);
    handshake();

    assertThat(tcp(false, Tcp.ACK, 200_000, 501)).isEqualTo("ESTABLISHED");
  }

  @Test
  void picksUpAConnectionInItsMiddleUnlessToldNotTo() {
    assertThat(tcp(false, Tcp.ACK, 101, 501)).isEqualTo("NEW");
    assertThat(state()).isEqualTo("ESTABLISHED");
    assertThat(secondsLeft()).isEqualTo(300);

    gate.conntrack.endIf(one -> true);
    gate.conntrack.setting(ConntrackSetting.TCP_LOOSE, 0);
    assertThat(tcp(false, Tcp.ACK, 101, 501)).isEqualTo("INVALID");
  }

  @Test
  void aRefusedConnectionIsGoneAtOnce() {
    tcp(false, Tcp.SYN, 100, 0);

    tcp(true, Tcp.RST | Tcp.ACK, 0, 101);

    assertThat(gate.conntrack.connections()).isEmpty();
  }

  @Test
  void aBlindResetChangesNothing() {
    handshake();
    tcp(true, Tcp.ACK, 501, 101);

    assertThat(tcp(false, Tcp.RST, 50, 0)).isEqualTo("INVALID");
    assertThat(state()).isEqualTo("ESTABLISHED");
    tcp(false, Tcp.RST, 101, 0);
    assertThat(state()).isEqualTo("CLOSE");
  }

  @Test
  void refusesFlagsThatDoNotGoTogether() {
    assertThat(tcp(false, Tcp.SYN | Tcp.FIN, 1, 0)).isEqualTo("INVALID");
    assertThat(tcp(false, 0, 1, 0)).isEqualTo("INVALID");
  }

  @Test
  void aSynOnAClosedConnectionBeginsAnother() {
    handshake();
    tcp(false, Tcp.FIN | Tcp.ACK, 101, 501);
    tcp(true, Tcp.FIN | Tcp.ACK, 501, 102);
    tcp(false, Tcp.ACK, 102, 502);

    assertThat(tcp(false, Tcp.SYN, 90_000, 0)).isEqualTo("NEW");
    assertThat(state()).isEqualTo("SYN_SENT");
    assertThat(gate.conntrack.size()).isEqualTo(1);
  }
}
