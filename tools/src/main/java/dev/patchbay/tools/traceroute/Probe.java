package dev.patchbay.tools.traceroute;

import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.tcp.TcpSocket;
import org.jspecify.annotations.Nullable;

/// One packet on its way, and what came back for it. Times are nanoseconds of the lab's clock, 0
/// before they are known.
final class Probe {
  final int number;
  final int hops;

  @Nullable IpSocket socket;

  /// What keeps its port free, the port, and the number of its segment, where it is one of TCP.
  @Nullable TcpSocket reservation;

  int port;
  int sequence;
  long sent;
  long received;
  boolean done;

  /// Nothing lies behind who answered.
  boolean last;

  @Nullable Ip answerer;

  /// What the answer says beside the time, as `!N`.
  String remark = "";

  /// The flags of the segment that answered, when they are asked for.
  String flags = "";

  /// The size that was found to fit, when that was looked for; 0 when it is not news.
  int mtu;

  Probe(int number, int hops) {
    this.number = number;
    this.hops = hops;
  }

  /// Nothing is expected any longer.
  void finish() {
    done = true;
    IpSocket open = socket;
    if (open != null) {
      open.close();
      socket = null;
    }
    TcpSocket reserved = reservation;
    if (reserved != null) {
      reserved.close();
      reservation = null;
    }
  }
}
