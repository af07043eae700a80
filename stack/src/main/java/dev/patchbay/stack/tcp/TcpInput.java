package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.World;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IcmpError;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip.TransportProtocol;
import dev.patchbay.stack.ip6.Icmp6;
import dev.patchbay.stack.ip6.Icmp6Error;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.TransportProtocol6;
import dev.patchbay.stack.socket.Ends;

/// Receives TCP above both families (`tcp_v4_rcv`, `tcp_v6_rcv`): finds whom a segment is for.
final class TcpInput implements TransportProtocol, TransportProtocol6 {
  private final Arrival arrival = new Arrival();

  TcpInput() {}

  @Override
  public void receive(Packet packet, NetDevice device) {
    TcpStack stack = TcpStack.of(device.netns());
    World world = stack.world();
    stack.count(TcpCounter.IN_SEGS);
    if (packet.type() != Packet.Type.HOST) {
      world.drop(packet, DropReason.OTHERHOST);
      return;
    }
    packet.transport(packet.head());
    if (!Tcp.fits(packet.bytes(), packet.head(), packet.tail())) {
      stack.count(TcpCounter.IN_ERRS);
      world.drop(packet, DropReason.PKT_TOO_SMALL);
      return;
    }
    if (!checksumHolds(packet)) {
      stack.count(TcpCounter.IN_CSUM_ERRORS);
      stack.count(TcpCounter.IN_ERRS);
      world.drop(packet, DropReason.TCP_CSUM);
      return;
    }
    NetDevice by = inputDevice(packet, device);
    arrival.read(packet, by);
    dispatch(stack, packet, by);
  }

  private static boolean checksumHolds(Packet packet) {
    if (packet.checksum() != Packet.ChecksumState.NONE) {
      return true;
    }
    byte[] bytes = packet.bytes();
    int ip = packet.network();
    int length = packet.length();
    long pseudo =
        Ipv4.version(bytes, ip) == 4
            ? Checksum.pseudoV4(bytes, ip, IpProtocol.TCP, length)
            : Checksum.pseudoV6(bytes, ip, IpProtocol.TCP, length);
    return Tcp.checksumHolds(bytes, packet.head(), length, pseudo);
  }

  private static NetDevice inputDevice(Packet packet, NetDevice device) {
    return Ipv4.version(packet.bytes(), packet.network()) == 4
        ? IpStack.inputDevice(packet, device)
        : Icmp6.inputDevice(packet, device);
  }

  private void dispatch(TcpStack stack, Packet packet, NetDevice by) {
    switch (stack.table().find(arrival, by)) {
      case Connection connection -> {
        if (isAdmitted(connection, packet)) {
          StateInput.receive(connection, arrival, packet);
        }
      }
      case Request request -> {
        if (isAdmitted(request.listener, packet)) {
          request(stack, request, packet, by);
        }
      }
      case TimeWait wait -> timeWait(stack, wait, packet, by);
      case null -> unconnected(stack, packet, by);
    }
  }

  /// Whether the segment is signed as the connection's must be; else it is dropped.
  private boolean isAdmitted(Connection connection, Packet packet) {
    DropReason reason = Md5Input.refuse(connection, arrival, packet);
    if (reason != null) {
      connection.world().drop(packet, reason);
    }
    return reason == null;
  }

  /// What is for no connection is for a listener, or for nobody. A transparent proxy's rules may
  /// have given it to one (`skb_steal_sock`).
  private void unconnected(TcpStack stack, Packet packet, NetDevice by) {
    Connection given = packet.owner() instanceof TcpSocket socket ? socket.connection() : null;
    boolean listens = given != null && given.state() == TcpState.LISTEN;
    Connection listener = listens ? given : stack.table().listeners().find(arrival, by);
    if (listener == null) {
      stack.replies().reset(arrival, by);
      stack.world().drop(packet, DropReason.NO_SOCKET);
    } else if (isAdmitted(listener, packet)) {
      listen(stack, listener, packet, by, 0);
    }
  }

  /// `tcp_rcv_state_process` in LISTEN
  private void listen(
      TcpStack stack, Connection listener, Packet packet, NetDevice by, int number) {
    World world = stack.world();
    if (arrival.has(Tcp.RST)) {
      world.drop(packet, DropReason.TCP_RESET);
    } else if (arrival.has(Tcp.ACK)) {
      unexpectedAck(stack, listener, packet, by);
    } else if (!arrival.has(Tcp.SYN)) {
      world.drop(packet, DropReason.TCP_FLAGS);
    } else if (arrival.has(Tcp.FIN)) {
      world.drop(packet, DropReason.TCP_FLAGS);
    } else if (stack.handshake().begin(listener, arrival, by, number)) {
      world.consume(packet);
    } else {
      world.drop(packet, DropReason.TCP_LISTEN_OVERFLOW);
    }
  }

  /// An ACK without a request may bring a cookie back.
  private void unexpectedAck(TcpStack stack, Connection listener, Packet packet, NetDevice by) {
    Request request = stack.handshake().cookie(listener, arrival, by);
    if (request == null) {
      stack.replies().reset(arrival, by, listener);
      stack.world().drop(packet, DropReason.TCP_FLAGS);
    } else if (listener.listenQueue().isFull()) {
      stack.count(TcpCounter.LISTEN_OVERFLOWS);
      stack.count(TcpCounter.LISTEN_DROPS);
      stack.world().drop(packet, DropReason.TCP_LISTEN_OVERFLOW);
    } else {
      confirmed(stack, request, packet);
    }
  }

  private void request(TcpStack stack, Request request, Packet packet, NetDevice by) {
    switch (stack.handshake().check(request, arrival, by)) {
      case DROP -> stack.world().consume(packet);
      case RESET -> {
        stack.replies().reset(arrival, by, request.listener);
        stack.world().drop(packet, DropReason.TCP_INVALID_SEQUENCE);
      }
      case CONFIRMED -> confirmed(stack, request, packet);
    }
  }

  private void confirmed(TcpStack stack, Request request, Packet packet) {
    Connection listener = request.listener;
    Connection child = stack.handshake().create(request, arrival);
    listener.listenQueue().add(child);
    if (request.wasMoved()) {
      stack.count(TcpCounter.MIGRATE_REQ_SUCCESS);
    }
    StateInput.receive(child, arrival, packet);
    listener.socket.readable().signal();
  }

  private void timeWait(TcpStack stack, TimeWait wait, Packet packet, NetDevice by) {
    switch (wait.receive(arrival)) {
      case DROP -> stack.world().consume(packet);
      case ACK -> {
        stack.replies().acknowledge(wait, arrival, by);
        stack.world().consume(packet);
      }
      case RESET -> {
        stack.replies().reset(arrival, by);
        stack.world().drop(packet, DropReason.TCP_INVALID_SEQUENCE);
      }
      case SYN -> {
        Connection listener = stack.table().listeners().find(arrival, by);
        if (listener == null) {
          stack.replies().reset(arrival, by);
          stack.world().drop(packet, DropReason.NO_SOCKET);
        } else if (isAdmitted(listener, packet)) {
          int number = wait.nextNumber();
          wait.discard();
          listen(stack, listener, packet, by, number);
        }
      }
    }
  }

  // ---- errors

  /// `tcp_v4_err`
  @Override
  public void error(IcmpError error) {
    NetDevice device = error.device();
    TcpEndpoint end = TcpTable.of(device.netns()).find(Ends.of(error), device);
    if (end == null) {
      IpStack.of(device.netns()).counters().countIcmpInError();
    } else {
      IcmpErrors.take(end, error, Tcp.sequence(error.packet().bytes(), error.payload()));
    }
  }

  /// `tcp_v6_err`
  @Override
  public void error(Icmp6Error error) {
    NetDevice device = error.device();
    TcpEndpoint end = TcpTable.of(device.netns()).find(Ends.of(error), device);
    if (end == null) {
      Ip6.countIcmpInError(device.netns());
    } else {
      IcmpErrors.take(end, error, Tcp.sequence(error.packet().bytes(), error.payload()));
    }
  }
}
