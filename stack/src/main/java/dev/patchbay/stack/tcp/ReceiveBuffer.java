package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.neighbour.TrueSize;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The data that has come and the program has not read: in order, and what came before its turn
/// (`sk_receive_queue`, `out_of_order_queue`). Both are made when they are needed.
final class ReceiveBuffer {
  private final Connection connection;
  private @Nullable ArrayDeque<Packet> queue;
  private @Nullable OutOfOrderQueue outOfOrder;
  private int charged;

  ReceiveBuffer(Connection connection) {
    this.connection = connection;
  }

  /// Bytes that are charged, as the kernel does (`sk_rmem_alloc`).
  int charged() {
    return charged;
  }

  void charge(int bytes) {
    charged += bytes;
  }

  /// What a packet is charged: its whole frame, whatever has been read of it.
  static int chargeOf(Packet packet) {
    return TrueSize.of(packet.tail() - packet.network());
  }

  boolean isEmpty() {
    return queue == null || queue.isEmpty();
  }

  boolean hasOutOfOrder() {
    return outOfOrder != null && !outOfOrder.isEmpty();
  }

  /// How many blocks a SACK option would name.
  int sackBlocks() {
    OutOfOrderQueue waiting = outOfOrder;
    return waiting == null ? 0 : waiting.blocks();
  }

  OutOfOrderQueue outOfOrder() {
    OutOfOrderQueue known = outOfOrder;
    if (known == null) {
      known = new OutOfOrderQueue(connection);
      outOfOrder = known;
    }
    return known;
  }

  /// Takes a packet whose data is next; its head is the first byte that is new.
  void add(Packet packet) {
    ArrayDeque<Packet> known = queue;
    if (known == null) {
      known = new ArrayDeque<>(8);
      queue = known;
    }
    charged += chargeOf(packet);
    known.add(packet);
  }

  /// Takes those that have waited for the byte that is next now (`tcp_ofo_queue`).
  void drainOutOfOrder() {
    if (outOfOrder != null) {
      outOfOrder.drain();
    }
  }

  /// Bytes that can be read.
  int available() {
    return connection.rcvNxt - connection.copiedSeq - (connection.finReceived ? 1 : 0);
  }

  /// Copies what is there, `count` bytes at most, and lets go of it unless it is to stay; a null
  /// array throws the bytes away. Returns how many.
  int read(byte @Nullable [] into, int at, int count, boolean stays) {
    return stays ? peek(into, at, count) : take(into, at, count);
  }

  private int peek(byte @Nullable [] into, int at, int count) {
    int done = 0;
    if (queue != null) {
      for (Packet packet : queue) {
        int some = Math.min(count - done, packet.length());
        copy(packet, into, at + done, some);
        done += some;
      }
    }
    return done;
  }

  private int take(byte @Nullable [] into, int at, int count) {
    int done = 0;
    Packet packet = queue == null ? null : queue.peek();
    while (packet != null && done < count) {
      int some = Math.min(count - done, packet.length());
      copy(packet, into, at + done, some);
      packet.pull(some);
      connection.copiedSeq += some;
      done += some;
      if (packet.length() == 0) {
        release(packet);
      }
      packet = queue == null ? null : queue.peek();
    }
    return done;
  }

  private static void copy(Packet packet, byte @Nullable [] into, int at, int count) {
    if (into != null) {
      System.arraycopy(packet.bytes(), packet.head(), into, at, count);
    }
  }

  private void release(Packet packet) {
    ArrayDeque<Packet> known = queue;
    if (known != null) {
      known.poll();
      charged -= chargeOf(packet);
      connection.world().deliver(packet);
    }
  }

  /// The flags of the header of a packet.
  static int flags(Packet packet) {
    return Tcp.flags(packet.bytes(), packet.transport());
  }

  /// Forgets everything; returns whether the program had not read all.
  boolean clear() {
    boolean unread = false;
    if (queue != null) {
      for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
        unread = true;
        connection.world().drop(packet, DropReason.SOCKET_CLOSE);
      }
    }
    if (outOfOrder != null) {
      outOfOrder.clear();
    }
    charged = 0;
    return unread;
  }
}
