package dev.patchbay.bench.packetdrill;

import dev.patchbay.stack.tcp.TcpStatistics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// `struct tcp_info` as Linux 6.1 lays it out (linux/tcp.h), with room behind for what later ones
/// know.
final class TcpInfo {
  private static final int LENGTH = 512;
  private static final int TIMESTAMPS = 1;
  private static final int SACK = 2;
  private static final int SCALING = 4;
  private static final int ECN = 8;
  private static final int SYN_DATA = 32;
  private static final long MICRO = 1_000;

  private TcpInfo() {}

  static byte[] of(TcpStatistics of) {
    ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.nativeOrder());
    out.put((byte) of.state().number());
    out.put((byte) of.congestionState());
    out.put((byte) of.retransmits());
    out.put((byte) of.probes());
    out.put((byte) of.backoff());
    int options = of.timestamps() ? TIMESTAMPS : 0;
    options |= of.sack() ? SACK : 0;
    options |= of.scaling() ? SCALING : 0;
    options |= of.ecn() ? ECN : 0;
    options |= of.synData() ? SYN_DATA : 0;
    out.put((byte) options);
    out.put((byte) (of.sendScale() | of.receiveScale() << 4));
    out.put((byte) (of.deliveryLimited() ? 1 : 0));
    ints(out, (int) of.timeout(), (int) of.ackTimeout(), of.sendMss(), of.receiveMss());
    ints(out, of.unacknowledged(), of.sacked(), of.lost(), of.retransmitted(), 0);
    ints(out, (int) of.lastSent(), 0, (int) of.lastReceived(), (int) of.lastAcknowledged());
    ints(out, of.pathMtu(), of.receiveThreshold(), of.roundTrip(), of.variation());
    ints(out, of.threshold(), of.window(), of.advertisedMss(), of.reordering());
    ints(out, of.receiveRoundTrip(), of.receiveSpace(), of.totalRetransmits());
    out.putLong(of.pacingRate()).putLong(-1);
    out.putLong(of.bytesAcknowledged()).putLong(of.bytesReceived());
    ints(out, of.segmentsOut(), of.segmentsIn(), of.notSent(), of.minimumRoundTrip());
    ints(out, of.dataSegmentsIn(), of.dataSegmentsOut());
    out.putLong(of.deliveryRate()).putLong(of.busy() / MICRO);
    out.putLong(of.windowLimited() / MICRO).putLong(of.bufferLimited() / MICRO);
    ints(out, of.delivered(), of.deliveredMarked());
    out.putLong(of.bytesSent()).putLong(of.bytesRetransmitted());
    ints(out, of.duplicates(), of.reorderings(), 0, of.sendWindow());
    return out.array();
  }

  private static void ints(ByteBuffer out, int... values) {
    for (int value : values) {
      out.putInt(value);
    }
  }
}
