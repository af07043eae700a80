package dev.patchbay.stack.tcp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Ends;
import org.jspecify.annotations.Nullable;

/// What stands in the [TcpTable]: the two ends of a connection, or of what is left of one or may
/// become one (`sock_common`).
public abstract sealed class TcpEndpoint permits Connection, Request, TimeWait {
  Family family = Family.IPV4;
  long localHi;
  long localLo;
  long remoteHi;
  long remoteLo;
  int localPort;
  int remotePort;

  /// The device it is bound to, or null.
  @Nullable NetDevice device;

  /// The next one in its chain of the table.
  @Nullable TcpEndpoint next;

  /// The neighbours in the list of all.
  @Nullable TcpEndpoint before;

  @Nullable TcpEndpoint after;

  /// The port it holds, and the neighbours there.
  @Nullable BindBucket bucket;

  @Nullable TcpEndpoint bindBefore;
  @Nullable TcpEndpoint bindAfter;

  TcpEndpoint() {}

  public abstract TcpState state();

  /// The socket of a program, or null when none has it any more or yet.
  public abstract @Nullable TcpSocket socket();

  /// Both ends, as they are looked up.
  final Ends ends() {
    Ends ends = new Ends();
    ends.family = family;
    ends.localHi = localHi;
    ends.localLo = localLo;
    ends.localPort = localPort;
    ends.remoteHi = remoteHi;
    ends.remoteLo = remoteLo;
    ends.remotePort = remotePort;
    return ends;
  }

  /// The family of its packets.
  public final Family family() {
    return family;
  }

  /// Its own address; that of any is none at all.
  public final Ip local() {
    return new Ip(family, localHi, localLo);
  }

  public final Ip remote() {
    return new Ip(family, remoteHi, remoteLo);
  }

  public final int localPort() {
    return localPort;
  }

  public final int remotePort() {
    return remotePort;
  }

  /// The device it is bound to, or null.
  public final @Nullable NetDevice boundDevice() {
    return device;
  }

  /// The timer that runs, as `ss -o` names it.
  public abstract TcpTimer timer();

  /// When that fires, in nanoseconds of the lab's clock.
  public abstract long timerExpires();

  /// How often has been sent what is sent again, without an answer.
  public abstract int retransmits();

  /// Bytes that the program has not read; of a listener, connections that it has not accepted.
  public int receiveQueue() {
    return 0;
  }

  /// Bytes that have not been acknowledged; of a listener, how many connections may wait.
  public int sendQueue() {
    return 0;
  }

  /// How the connection is doing, or null when it is none.
  public @Nullable TcpStatistics statistics() {
    return null;
  }

  /// Whose it is.
  public abstract int user();

  // ---- what ports ask

  abstract boolean reusesAddress();

  abstract boolean reusesPort();

  /// Takes both ends from another one.
  final void takeEnds(TcpEndpoint other) {
    family = other.family;
    localHi = other.localHi;
    localLo = other.localLo;
    remoteHi = other.remoteHi;
    remoteLo = other.remoteLo;
    localPort = other.localPort;
    remotePort = other.remotePort;
    device = other.device;
  }

  /// Takes both ends from a segment that has come in.
  final void takeEnds(Ends arrival) {
    family = arrival.family;
    localHi = arrival.localHi;
    localLo = arrival.localLo;
    remoteHi = arrival.remoteHi;
    remoteLo = arrival.remoteLo;
    localPort = arrival.localPort;
    remotePort = arrival.remotePort;
  }

  final boolean isBetween(Ends ends) {
    return remotePort == ends.remotePort
        && localPort == ends.localPort
        && remoteHi == ends.remoteHi
        && localHi == ends.localHi
        && remoteLo == ends.remoteLo
        && localLo == ends.localLo
        && family == ends.family;
  }

  /// Whether it has the ends that the other would have with that port.
  final boolean isTwinOf(TcpEndpoint other, int port) {
    return localPort == port
        && remotePort == other.remotePort
        && remoteHi == other.remoteHi
        && localHi == other.localHi
        && remoteLo == other.remoteLo
        && localLo == other.localLo
        && family == other.family;
  }

  /// Takes it out of its chain of a table; returns whether it was there.
  static boolean cutOut(@Nullable TcpEndpoint[] from, int chain, TcpEndpoint end) {
    TcpEndpoint here = from[chain];
    if (here == end) {
      from[chain] = end.next;
    } else {
      while (here != null && here.next != end) {
        here = here.next;
      }
      if (here == null) {
        return false;
      }
      here.next = end.next;
    }
    end.next = null;
    return true;
  }
}
