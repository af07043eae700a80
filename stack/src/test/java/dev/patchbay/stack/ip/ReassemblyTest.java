package dev.patchbay.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Station;
import dev.patchbay.stack.TestLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReassemblyTest {
  private static final int IP = Ethernet.HEADER;

  @RegisterExtension final TestLab lab = TestLab.withoutIpv6();

  private final Netns red = lab.netns("red");
  private final Cable eth0 = Cable.between(red, "eth0", lab.netns("far"), "eth0");
  private final Station station;
  private final byte[] whole;

  ReassemblyTest() {
    lab.up(eth0.peer());
    lab.address(eth0, "10.0.0.1/24");
    station = new Station(eth0.peer());
    station.sends(station.question("10.0.0.9", "10.0.0.1"));
    lab.passMillis(1);
    station.frames();
    whole = station.echo("10.0.0.9", "10.0.0.1", 64, eth0.address().value());
  }

  /// The bytes of the request's payload from `begin` to `end` as a piece; the last one ends at 64.
  private byte[] piece(int begin, int end) {
    byte[] frame = Arrays.copyOf(whole, IP + 20 + end - begin);
    System.arraycopy(whole, IP + 20 + begin, frame, IP + 20, end - begin);
    Ipv4.identification(frame, IP, 99);
    Ipv4.totalLength(frame, IP, frame.length - IP);
    Ipv4.fragment(frame, IP, begin >> 3 | (end < 64 ? Ipv4.MORE_FRAGMENTS : 0));
    Ipv4.fillChecksum(frame, IP);
    return frame;
  }

  private List<byte[]> send(byte[]... frames) {
    station.frames();
    for (byte[] frame : frames) {
      station.sends(frame);
    }
    lab.passMillis(1);
    return station.frames();
  }

  private IpCounters counters() {
    return IpStack.of(red).counters();
  }

  private Reassembly reassembly() {
    return IpStack.of(red).reassembly();
  }

  @Test
  void putsPiecesTogether() {
    List<byte[]> answers = send(piece(0, 32), piece(32, 64));

    assertThat(answers).hasSize(1);
    assertThat(Arrays.copyOfRange(answers.getFirst(), IP + 28, answers.getFirst().length))
        .isEqualTo(Arrays.copyOfRange(whole, IP + 28, whole.length));
    assertThat(reassembly().size()).isZero();
    assertThat(reassembly().memory()).isZero();
    assertThat(counters().value(IpCounter.REASM_OKS)).isOne();
  }

  @Test
  void putsThemTogetherInAnyOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<byte[]> pieces = new ArrayList<>();
      for (int begin = 0; begin < 64; begin += 8) {
        pieces.add(piece(begin, begin + 8));
      }
      Collections.shuffle(pieces, random);

      assertThat(send(pieces.toArray(byte[][]::new))).hasSize(1);
    }
  }

  @Test
  void waitsForWhatIsMissing() {
    assertThat(send(piece(0, 16), piece(24, 64))).isEmpty();

    assertThat(reassembly().size()).isOne();
    assertThat(lab.ledger().queued()).isEqualTo(2);
    assertThat(send(piece(16, 24))).hasSize(1);
  }

  @Test
  void dropsAPieceThatCameBefore() {
    assertThat(send(piece(0, 16), piece(16, 32), piece(0, 16), piece(8, 24), piece(32, 64)))
        .hasSize(1);

    assertThat(lab.ledger().dropped(DropReason.DUP_FRAG)).isEqualTo(2);
  }

  @Test
  void givesUpPiecesThatOverlap() {
    assertThat(send(piece(0, 32), piece(24, 64))).isEmpty();

    assertThat(reassembly().size()).isZero();
    assertThat(counters().value(IpCounter.REASM_OVERLAPS)).isOne();
    assertThat(lab.ledger().dropped(DropReason.FRAG_NOT_REASSEMBLED)).isEqualTo(2);
  }

  @Test
  void givesUpPiecesBehindTheLastOne() {
    byte[] beyond = piece(40, 48);
    Ipv4.fragment(beyond, IP, 100 | Ipv4.MORE_FRAGMENTS);
    Ipv4.fillChecksum(beyond, IP);

    assertThat(send(piece(32, 64), beyond)).isEmpty();

    assertThat(reassembly().size()).isZero();
  }

  @Test
  void tellsTheSenderWhenTheRestDoesNotCome() {
    send(piece(0, 16));
    lab.pass(Duration.ofSeconds(29));
    assertThat(station.frames()).isEmpty();

    lab.pass(Duration.ofSeconds(2));

    byte[] error = station.frames().getFirst();
    assertThat(Icmp.type(error, IP + 20)).isEqualTo(Icmp.TIME_EXCEEDED);
    assertThat(Icmp.code(error, IP + 20)).isEqualTo(Icmp.REASSEMBLY_TIME_EXCEEDED);
    assertThat(lab.ledger().dropped(DropReason.FRAG_REASM_TIMEOUT)).isOne();
    assertThat(counters().value(IpCounter.REASM_TIMEOUT)).isOne();
  }

  @Test
  void tellsNobodyWhenTheFirstPieceIsMissing() {
    send(piece(32, 64));
    lab.pass(Duration.ofSeconds(31));

    assertThat(station.frames()).isEmpty();
    assertThat(lab.ledger().queued()).isZero();
  }

  @Test
  void holdsNoMoreThanTheLimit() {
    lab.sysctl(red, "net/ipv4/ipfrag_low_thresh", "1000");
    lab.sysctl(red, "net/ipv4/ipfrag_high_thresh", "1000");
    for (int id = 0; id < 5; id++) {
      byte[] piece = piece(0, 16);
      Ipv4.identification(piece, IP, id);
      Ipv4.fillChecksum(piece, IP);
      send(piece);
    }

    assertThat(reassembly().size()).isEqualTo(2);
    assertThat(lab.ledger().dropped(DropReason.NOMEM)).isEqualTo(3);
  }

  @Test
  void isEmptyWhenTheTimeIsOver() {
    for (int id = 0; id < 500; id++) {
      byte[] piece = piece(0, 16);
      Ipv4.identification(piece, IP, id);
      Ipv4.fillChecksum(piece, IP);
      send(piece);
    }
    assertThat(reassembly().memory()).isPositive();

    lab.pass(Duration.ofSeconds(31));
    station.frames();

    assertThat(reassembly().size()).isZero();
    assertThat(reassembly().memory()).isZero();
    assertThat(lab.ledger().queued()).isZero();
    assertThat(counters().value(IpCounter.REASM_TIMEOUT)).isEqualTo(500);
  }

  @Test
  void givesUpWhenTooManyOtherPiecesCameInBetween() {
    lab.sysctl(red, "net/ipv4/ipfrag_max_dist", "4");
    send(piece(0, 32));
    for (int id = 0; id < 5; id++) {
      byte[] other = piece(0, 16);
      Ipv4.identification(other, IP, id);
      Ipv4.fillChecksum(other, IP);
      send(other);
    }

    assertThat(send(piece(32, 64))).isEmpty();

    assertThat(counters().value(IpCounter.REASM_FAILS)).isOne();
    assertThat(reassembly().size()).isEqualTo(6);
    assertThat(send(piece(0, 32))).hasSize(1);
  }

  @Test
  void keepsPiecesOfDifferentPacketsApart() {
    byte[] other = piece(32, 64);
    Ipv4.identification(other, IP, 100);
    Ipv4.fillChecksum(other, IP);

    assertThat(send(piece(0, 32), other)).isEmpty();
    assertThat(reassembly().size()).isEqualTo(2);
  }
}
