package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The data that has come and the program has not read: in order, and what came before its turn
/// (`sk_receive_queue`, `out_of_order_queue`). Both are made when they are needed.
final class ReceiveBuffer {
  /// A packet has so many pieces at most (`MAX_SKB_FRAGS`), each of 32 KiB at most.
  private static final int MOST_PIECES = 17;

  private static final int PIECE_SHIFT = 15;

  /// Data that the kernel puts into one page, and what it charges for that.
  private static final int PAGE_OF_DATA = 3776;

  private static final int CHARGE_OF_PAGE = 4352;

  private final Connection connection;
  private @Nullable ArrayDeque<Packet> queue;
  private @Nullable OutOfOrderQueue outOfOrder;
  private int charged;

  /// The packet that the kernel would put those behind it into, and how many pieces that has.
  private @Nullable Packet whole;

  private int pieces;

  ReceiveBuffer(Connection connection) {
    this.connection = connection;
  }

  /// Bytes that are charged, as the kernel does (`sk_rmem_alloc`).
  int charged() {
    return charged;
  }

  /// A packet is charged so many bytes from now on.
  void charge(Packet packet, int bytes) {
    packet.charge(bytes);
    charged += bytes;
    connection.memory.charge(bytes);
  }

  /// It is charged no more.
  void uncharge(Packet packet) {
    int bytes = packet.charge();
    packet.charge(0);
    charged -= bytes;
    connection.memory.uncharge(bytes);
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
    Packet last = known.peekLast();
    if (joins(packet) && last != null) {
      charge(packet, packet.length());
      packet.charge(packet.charge() + last.charge());
      last.charge(0);
    } else {
      charge(packet, trueSize(packet));
    }
    known.add(packet);
  }

  static int trueSize(Packet packet) {
    return ConnectionMemory.trueSize(packet.length());
  }

  /// Whether the kernel would make the packet a piece of the one before it (`tcp_try_coalesce`):
  /// not of one that the sender may have to send again, nor of one that has many. All of them are
  /// charged until the last has been read.
  private boolean joins(Packet packet) {
    int more = 1 + ((packet.length() - 1) >> PIECE_SHIFT);
    Packet to = whole;
    if (to != null && !to.isShared() && pieces + more <= MOST_PIECES) {
      pieces += more;
      connection.stack.count(TcpCounter.RCV_COALESCE);
      return true;
    }
    whole = packet;
    pieces = more;
    return false;
  }

  /// Takes those that have waited for the byte that is next now (`tcp_ofo_queue`).
  void drainOutOfOrder() {
    if (outOfOrder != null) {
      outOfOrder.drain();
    }
  }

  /// Bytes that can be read at once: those in front of urgent data (`tcp_inq`).
  int available() {
    int all = Math.max(unread() - (connection.finReceived ? 1 : 0), 0);
    UrgentData urgent = connection.urgent();
    return urgent == null ? all : urgent.before(all, connection.rcvNxt);
  }

  /// What has come and was not read; a FIN counts as one.
  int unread() {
    return Math.max(connection.rcvNxt - connection.copiedSeq, 0);
  }

  /// Copies what is there, `count` bytes at most, and lets go of it unless it is to stay; a null
  /// array throws the bytes away. Returns how many.
  int read(byte @Nullable [] into, int at, int count, boolean stays) {
    UrgentData urgent = connection.urgent();
    if (urgent == null || count == 0) {
      return stays ? peek(into, at, 0, count) : takeAll(into, at, count);
    }
    int most = urgent.before(count);
    boolean hole = urgent.isHoleNext();
    if (stays) {
      return peek(into, at, hole ? 1 : 0, most);
    }
    if (hole) {
      passOver();
    }
    int done = takeAll(into, at, most);
    urgent.afterRead();
    return done;
  }

  /// Takes bytes; the FIN behind the last of them has then been read, too.
  private int takeAll(byte @Nullable [] into, int at, int count) {
    int done = take(into, at, count);
    if (connection.finReceived && count > 0 && unread() == 1) {
      connection.copiedSeq++;
    }
    return done;
  }

  /// Throws the next byte away.
  void passOver() {
    int _ = take(null, 0, 1);
  }

  private int peek(byte @Nullable [] into, int at, int from, int count) {
    int done = 0;
    int passed = 0;
    if (queue != null) {
      for (Packet packet : queue) {
        int over = Math.min(from - passed, packet.length());
        int some = Math.min(count - done, packet.length() - over);
        copy(packet, packet.head() + over, into, at + done, some);
        passed += over;
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
      copy(packet, packet.head(), into, at + done, some);
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

  private static void copy(Packet packet, int from, byte @Nullable [] into, int at, int count) {
    if (into != null) {
      System.arraycopy(packet.bytes(), from, into, at, count);
    }
  }

  private void release(Packet packet) {
    ArrayDeque<Packet> known = queue;
    if (known != null) {
      known.poll();
      if (packet == whole || known.isEmpty()) {
        whole = known.peek();
      }
      uncharge(packet);
      connection.world().deliver(packet);
    }
  }

  // ---- overflow

  /// Puts the data that waits in order into as few packets as it needs, the kernel's of a page each
  /// (`tcp_collapse`).
  void collapse() {
    ArrayDeque<Packet> known = queue;
    if (known == null || !isBloated(known)) {
      return;
    }
    ArrayDeque<Packet> all = new ArrayDeque<>(known);
    known.clear();
    Packet into = null;
    for (Packet packet = all.poll(); packet != null; packet = all.poll()) {
      for (int left = packet.length(); left > 0; left = packet.length()) {
        if (into == null || into.length() == PAGE_OF_DATA) {
          into = connection.world().allocate(PAGE_OF_DATA);
          known.add(into);
        }
        int some = Math.min(left, PAGE_OF_DATA - into.length());
        int at = into.put(some);
        System.arraycopy(packet.bytes(), packet.head(), into.bytes(), at, some);
        packet.pull(some);
      }
      uncharge(packet);
      connection.stack.count(TcpCounter.RCV_COLLAPSED);
      connection.world().merge(packet);
    }
    known.forEach(packet -> charge(packet, CHARGE_OF_PAGE));
    whole = null;
  }

  /// Whether some of it is charged more than the window takes it for.
  private boolean isBloated(ArrayDeque<Packet> known) {
    int data = 0;
    for (Packet packet : known) {
      data += packet.length();
      if (packet.charge() != 0) {
        if (connection.window.fromSpace(packet.charge()) > data) {
          return true;
        }
        data = 0;
      }
    }
    return false;
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
        uncharge(packet);
        connection.world().drop(packet, DropReason.SOCKET_CLOSE);
      }
    }
    if (outOfOrder != null) {
      outOfOrder.clear();
    }
    whole = null;
    return unread;
  }
}
