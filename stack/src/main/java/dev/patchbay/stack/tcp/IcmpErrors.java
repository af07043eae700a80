package dev.patchbay.stack.tcp;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.socket.IcmpErrno;
import dev.patchbay.stack.socket.PathMtuDiscovery;

/// What an ICMP error about a segment means to its connection (RFC 5461, RFC 5927; `tcp_v4_err`,
/// `tcp_v6_err`). One that is there goes on: an error ends only what has not begun.
final class IcmpErrors {
  /// What comes back sooner has crossed no link.
  private static final long HELD = RoundTrip.MILLISECOND / 10;

  private IcmpErrors() {}

  static void take(TcpEndpoint end, IcmpError error, int sequence) {
    if (end instanceof Request request) {
      abandon(request, sequence);
    } else if (end instanceof Connection connection && concerns(connection, sequence)) {
      take(connection, error, sequence);
    }
  }

  static void take(TcpEndpoint end, Icmp6Error error, int sequence) {
    if (end instanceof Request request) {
      abandon(request, sequence);
    } else if (end instanceof Connection connection && concerns(connection, sequence)) {
      take(connection, error);
    }
  }

  /// Who asked cannot be reached.
  private static void abandon(Request request, int sequence) {
    if (sequence == request.initialSeq) {
      request.listener.stack.count(TcpCounter.LISTEN_DROPS);
      request.discard();
    } else {
      request.listener.stack.count(TcpCounter.OUT_OF_WINDOW_ICMPS);
    }
  }

  /// Whether the segment is one that may be on its way.
  private static boolean concerns(Connection connection, int sequence) {
    Request request = connection.opening.fastOpenRequest();
    int first = request == null ? connection.sndUna : request.initialSeq;
    boolean concerns = Sequence.between(sequence, first, connection.sndNxt);
    if (!concerns) {
      connection.stack.count(TcpCounter.OUT_OF_WINDOW_ICMPS);
    }
    return concerns && connection.state() != TcpState.CLOSE;
  }

  private static void take(Connection connection, IcmpError error, int sequence) {
    if (error.type() == Icmp.SOURCE_QUENCH || error.type() == Icmp.REDIRECT) {
      return;
    }
    if (error.isFragmentationNeeded()) {
      IpStack.of(connection.stack.netns()).pathMtu().learn(error);
      narrow(connection);
      return;
    }
    boolean unreachable =
        error.type() == Icmp.UNREACHABLE
            && (error.code() == Icmp.NET_UNREACHABLE || error.code() == Icmp.HOST_UNREACHABLE);
    if (unreachable) {
      revertBackoff(connection, sequence);
    }
    if (connection.socket.receivesErrors()) {
      connection.socket.tell(error);
    }
    Errno errno = IcmpErrno.of(error.type(), error.code()).errno();
    if (isHeld(connection)) {
      connection.unreachable(errno);
    } else {
      fail(connection, errno);
    }
  }

  private static void take(Connection connection, Icmp6Error error) {
    if (error.type() == Icmpv6.PACKET_TOO_BIG) {
      narrow(connection);
      return;
    }
    if (connection.socket.receivesErrors()) {
      connection.socket.tell(error);
    }
    Errno errno = IcmpErrno.ofIcmpv6(error.type(), error.code()).errno();
    if (isHeld(connection)) {
      connection.softError(errno);
    } else {
      fail(connection, errno);
    }
  }

  /// Whether the program is still in the call that sent the SYN: the kernel takes what comes back
  /// without a link in between before that call is done. What comes above IPv4 then ends the call
  /// with its error; above IPv6 only the answer to the next SYN does.
  private static boolean isHeld(Connection connection) {
    Segment syn = connection.writes.first();
    boolean held =
        connection.state() == TcpState.SYN_SENT
            && syn != null
            && connection.timers.firstRetransmit() == 0
            && connection.now() - syn.sent < HELD;
    if (held) {
      connection.stack.count(TcpCounter.LOCK_DROPPED_ICMPS);
    }
    return held;
  }

  private static void fail(Connection connection, Errno errno) {
    Request request = connection.opening.fastOpenRequest();
    boolean open = request != null && request.isAccepted();
    boolean begins =
        connection.state() == TcpState.SYN_SENT || connection.state() == TcpState.SYN_RECV;
    if (begins && !open) {
      connection.fail(errno);
    } else {
      connection.softError(errno);
    }
  }

  /// The path takes smaller packets only: what was too large is sent again (RFC 1191 section 6.4;
  /// `tcp_v4_mtu_reduced`, `tcp_simple_retransmit`).
  private static void narrow(Connection connection) {
    Route way = connection.path.route();
    if (way == null || connection.socket.pathMtuDiscovery() == PathMtuDiscovery.DONT) {
      return;
    }
    int mtu = connection.path.mtu(way);
    if (mtu < connection.size.pathMtu) {
      connection.size.sync(mtu);
      connection.recovery.loseLarge();
    }
  }

  /// The path is broken, not congested: the doubling of the timeout is taken back (RFC 6069;
  /// `tcp_ld_RTO_revert`).
  private static void revertBackoff(Connection connection, int sequence) {
    RoundTrip trip = connection.roundTrip;
    if (sequence != connection.sndUna
        || connection.timers.timeouts() == 0
        || trip.backoff() == 0
        || connection.writes.firstSent() == null) {
      return;
    }
    trip.takeBackBackoff();
    long left = LossProbe.left(connection);
    if (left > 0) {
      connection.timers.arm(Timers.Pending.RETRANSMIT, left);
    } else {
      Retransmission.timeout(connection);
    }
  }
}
