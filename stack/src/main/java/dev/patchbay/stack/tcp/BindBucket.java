package dev.patchbay.stack.tcp;

import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// All that hold one port (`inet_bind_bucket`), the newest first.
final class BindBucket {
  final int port;

  /// Whether only connections hold it, which chose it for themselves: their other ends tell them
  /// apart, so more of them may come.
  boolean onlyChosen;

  /// The next one in its chain.
  @Nullable BindBucket next;

  @Nullable TcpEndpoint first;

  BindBucket(int port, boolean onlyChosen) {
    this.port = port;
    this.onlyChosen = onlyChosen;
  }

  void add(TcpEndpoint end) {
    end.bucket = this;
    end.bindBefore = null;
    end.bindAfter = first;
    if (first != null) {
      first.bindBefore = end;
    }
    first = end;
  }

  void remove(TcpEndpoint end) {
    if (end.bindBefore == null) {
      first = end.bindAfter;
    } else {
      end.bindBefore.bindAfter = end.bindAfter;
    }
    if (end.bindAfter != null) {
      end.bindAfter.bindBefore = end.bindBefore;
    }
    end.bucket = null;
    end.bindBefore = null;
    end.bindAfter = null;
  }

  /// Whether the other may not have the port beside those that hold it (`inet_csk_bind_conflict`).
  boolean conflictsWith(Connection other) {
    for (TcpEndpoint holder = first; holder != null; holder = holder.bindAfter) {
      if (holder != other && overlaps(holder, other) && !agree(holder, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(TcpEndpoint a, Connection b) {
    boolean apart = a.device != null && b.device != null && a.device != b.device;
    return !apart && meet(b, a);
  }

  /// Whether both would receive at one address (`inet_rcv_saddr_equal`).
  private static boolean meet(Connection one, TcpEndpoint other) {
    boolean otherBound = (other.localHi | other.localLo) != 0;
    if (one.isBound() && otherBound) {
      return one.family == other.family
          && one.localHi == other.localHi
          && one.localLo == other.localLo;
    }
    TcpSocket its = other instanceof Connection connection ? connection.socket : null;
    if (!one.isBound() && !otherBound) {
      return its == null
          || one.socket.family() == its.family()
          || (one.socket.speaks(Family.IPV4) && its.speaks(Family.IPV4));
    }
    return one.isBound() ? its == null || its.speaks(one.family) : one.socket.speaks(other.family);
  }

  private static boolean agree(TcpEndpoint holder, Connection other) {
    if (holder.reusesAddress() && other.reusesAddress() && holder.state() != TcpState.LISTEN) {
      return true;
    }
    boolean sameUser = holder.state() == TcpState.TIME_WAIT || holder.user() == other.user();
    return holder.reusesPort() && other.reusesPort() && sameUser;
  }
}
