package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;

/// What becomes of the data of a segment (`tcp_data_queue`).
final class DataInput {
  private DataInput() {}

  /// Queues the data, if it is new and fits, and notes a FIN.
  static void queue(Connection connection, Arrival arrival, Packet packet) {
    if (arrival.sequence == arrival.end) {
      connection.world().consume(packet);
      return;
    }
    packet.pull(packet.length() - arrival.length);
    connection.ecn.receive(arrival);
    int window = connection.window.left();
    if (Sequence.after(arrival.sequence, connection.rcvNxt)) {
      early(connection, arrival, packet, window);
    } else if (!Sequence.after(arrival.end, connection.rcvNxt)) {
      late(connection, arrival, packet);
    } else if (window == 0 && arrival.length > 0) {
      connection.stack.count(TcpCounter.ZERO_WINDOW_DROP);
      outOfWindow(connection, packet, DropReason.TCP_ZEROWINDOW);
    } else {
      inOrder(connection, arrival, packet);
    }
  }

  private static void outOfWindow(Connection connection, Packet packet, DropReason reason) {
    StateInput.quickly(connection);
    connection.acks.schedule();
    connection.world().drop(packet, reason);
  }

  /// All of it has come before.
  private static void late(Connection connection, Arrival arrival, Packet packet) {
    connection.stack.count(TcpCounter.DELAYED_ACK_LOST);
    connection.received.outOfOrder().duplicate(arrival.sequence, arrival.end);
    outOfWindow(connection, packet, DropReason.TCP_OLD_DATA);
  }

  private static void early(Connection connection, Arrival arrival, Packet packet, int window) {
    if (!Sequence.before(arrival.sequence, connection.rcvNxt + window)) {
      outOfWindow(connection, packet, DropReason.TCP_OVERWINDOW);
      return;
    }
    if (!hasRoom(connection, packet)) {
      connection.stack.count(TcpCounter.OFO_DROP);
      connection.world().drop(packet, DropReason.TCP_OFO_DROP);
      return;
    }
    connection.acks.schedule();
    int charge = ReceiveBuffer.trueSize(packet);
    connection.received.outOfOrder().add(packet, arrival.sequence);
    connection.window.grow(charge, arrival.length);
  }

  private static void inOrder(Connection connection, Arrival arrival, Packet packet) {
    int known = connection.rcvNxt - arrival.sequence;
    if (known > 0) {
      connection.received.outOfOrder().duplicate(arrival.sequence, connection.rcvNxt);
      packet.pull(Math.min(known, packet.length()));
    }
    if (!connection.received.isEmpty() && !hasRoom(connection, packet)) {
      connection.acks.now();
      connection.stack.count(TcpCounter.RCV_Q_DROP);
      connection.world().drop(packet, DropReason.SOCKET_RCVBUFF);
      return;
    }
    int charge = ReceiveBuffer.trueSize(packet);
    int length = packet.length();
    connection.rcvNxt += length;
    connection.traffic.bytesReceived += length;
    if (length > 0) {
      connection.received.add(packet);
      connection.acks.received(length, Math.min(length, arrival.segmentSize), charge);
    } else {
      connection.world().deliver(packet);
    }
    measure(connection, arrival);
    if (arrival.has(Tcp.FIN)) {
      StateInput.fin(connection);
    }
    if (connection.received.hasOutOfOrder()) {
      connection.received.drainOutOfOrder();
      if (!connection.received.hasOutOfOrder()) {
        connection.acks.now();
      }
    }
    connection.socket.dataCame();
  }

  private static void measure(Connection connection, Arrival arrival) {
    if (connection.peer.timestamps && arrival.options.hasTimestamp) {
      int since = connection.timestampClock() - arrival.options.echo;
      if (arrival.length >= connection.acks.largestSegment() && since >= 0 && since < 1 << 20) {
        connection.window.measureByTimestamp(since * 1000);
      }
    } else {
      connection.window.measureByWindow();
    }
  }

  /// Whether the packet may be kept; makes room if that helps (`tcp_try_rmem_schedule`).
  private static boolean hasRoom(Connection connection, Packet packet) {
    int charge = ReceiveBuffer.trueSize(packet);
    boolean fits = connection.received.charged() <= connection.window.buffer();
    if (fits && connection.memory.schedule(charge)) {
      return true;
    }
    if (!prune(connection)) {
      return false;
    }
    while (!connection.memory.schedule(charge)) {
      if (!connection.received.outOfOrder().prune(0)) {
        return false;
      }
    }
    return true;
  }

  /// Makes room; returns whether there is any (`tcp_prune_queue`).
  private static boolean prune(Connection connection) {
    ReceiveBuffer received = connection.received;
    ReceiveWindow window = connection.window;
    connection.stack.count(TcpCounter.PRUNE_CALLED);
    if (received.charged() >= window.buffer()) {
      window.clampToBuffer();
    } else if (connection.stack.memory().isPressed()) {
      window.saveMemory();
    }
    if (received.charged() <= window.buffer()) {
      return true;
    }
    received.collapse();
    if (received.charged() <= window.buffer()) {
      return true;
    }
    received.outOfOrder().prune(window.buffer());
    if (received.charged() <= window.buffer()) {
      return true;
    }
    connection.stack.count(TcpCounter.RCV_PRUNED);
    return false;
  }
}
