package dev.patchbay.stack.tcp;

import dev.patchbay.core.DropReason;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.util.Arrays;

/// The segments that came before their turn, by sequence number, none of which overlap; and the
/// blocks that a SACK option tells of, the one that changed last first (RFC 2018 section 4).
final class OutOfOrderQueue {
  private static final int MOST_BLOCKS = 4;

  private final Connection connection;
  private Packet[] packets = new Packet[8];
  private int[] sequences = new int[8];
  private int count;
  private final int[] blockStart = new int[MOST_BLOCKS];
  private final int[] blockEnd = new int[MOST_BLOCKS];
  private int blocks;

  /// A block that says what came twice (RFC 2883).
  private boolean duplicate;

  private int duplicateStart;
  private int duplicateEnd;

  OutOfOrderQueue(Connection connection) {
    this.connection = connection;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// Whether nothing waits but one segment with a FIN.
  boolean isFinAlone() {
    return count == 1 && fin(packets[0]) != 0;
  }

  private int end(int index) {
    Packet packet = packets[index];
    return sequences[index] + packet.length() + fin(packet);
  }

  private static int fin(Packet packet) {
    return (ReceiveBuffer.flags(packet) & Tcp.FIN) != 0 ? 1 : 0;
  }

  /// Takes a packet whose data begins at `sequence`, its head; what is known already is cut off or
  /// dropped (`tcp_data_queue_ofo`).
  void add(Packet packet, int sequence) {
    connection.stack.count(TcpCounter.OFO_QUEUE);
    int start = sequence;
    int end = sequence + packet.length() + fin(packet);
    int place = count;
    while (place > 0 && Sequence.after(sequences[place - 1], start)) {
      place--;
    }
    if (place > 0 && Sequence.after(end(place - 1), start)) {
      int known = end(place - 1);
      if (!Sequence.after(end, known)) {
        duplicate(start, end);
        connection.stack.count(TcpCounter.OFO_MERGE);
        connection.world().drop(packet, DropReason.TCP_OFOMERGE);
        return;
      }
      duplicate(start, known);
      packet.pull(known - start);
      start = known;
    }
    removeCovered(place, end);
    if (place < count && Sequence.before(sequences[place], end)) {
      duplicate(sequences[place], end);
      packet.trim(sequences[place] - start);
      end = sequences[place];
    }
    insert(place, packet, start);
    connection.received.charge(packet, ReceiveBuffer.trueSize(packet));
    noteBlock(start, end);
  }

  private void removeCovered(int place, int end) {
    while (place < count && !Sequence.after(end(place), end)) {
      duplicate(sequences[place], end(place));
      connection.stack.count(TcpCounter.OFO_MERGE);
      Packet covered = remove(place);
      connection.world().drop(covered, DropReason.TCP_OFOMERGE);
    }
  }

  private void insert(int place, Packet packet, int sequence) {
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, 2 * count);
      sequences = Arrays.copyOf(sequences, 2 * count);
    }
    System.arraycopy(packets, place, packets, place + 1, count - place);
    System.arraycopy(sequences, place, sequences, place + 1, count - place);
    packets[place] = packet;
    sequences[place] = sequence;
    count++;
  }

  @SuppressWarnings("NullAway") // places from `count` on are empty, and never read
  private Packet remove(int place) {
    Packet packet = packets[place];
    count--;
    System.arraycopy(packets, place + 1, packets, place, count - place);
    System.arraycopy(sequences, place + 1, sequences, place, count - place);
    packets[count] = null;
    connection.received.uncharge(packet);
    return packet;
  }

  /// Hands on those whose turn has come; each may bring the turn of the next.
  void drain() {
    boolean some = false;
    while (count > 0 && !Sequence.after(sequences[0], connection.rcvNxt)) {
      int sequence = sequences[0];
      handOn(remove(0), sequence);
      some = true;
    }
    if (some) {
      forgetBlocksBefore(connection.rcvNxt);
    }
  }

  private void handOn(Packet packet, int sequence) {
    int known = connection.rcvNxt - sequence;
    int length = packet.length();
    boolean fin = fin(packet) != 0;
    if (known > 0) {
      duplicate(sequence, connection.rcvNxt);
    }
    if (known >= length && !(fin && known == length)) {
      connection.world().drop(packet, DropReason.TCP_OFOMERGE);
      return;
    }
    packet.pull(Math.min(known, length));
    connection.rcvNxt = sequence + length;
    if (packet.length() == 0) {
      connection.world().deliver(packet);
    } else {
      connection.received.add(packet);
    }
    if (fin) {
      StateInput.fin(connection);
    }
  }

  // ---- blocks

  /// How many blocks there are to tell of.
  int blocks() {
    return blocks + (duplicate ? 1 : 0);
  }

  /// That something came twice is told once.
  void duplicateTold() {
    duplicate = false;
  }

  boolean hasDuplicate() {
    return duplicate;
  }

  /// Something that was known came again (`tcp_dsack_set`).
  void duplicate(int start, int end) {
    if (!connection.peer.sack || connection.stack.setting(TcpSetting.TCP_DSACK) == 0) {
      return;
    }
    boolean old = Sequence.before(start, connection.rcvNxt);
    connection.stack.count(old ? TcpCounter.DSACK_OLD_SENT : TcpCounter.DSACK_OFO_SENT);
    if (duplicate
        && !Sequence.after(start, duplicateEnd)
        && !Sequence.before(end, duplicateStart)) {
      duplicateStart = Sequence.min(duplicateStart, start);
      duplicateEnd = Sequence.max(duplicateEnd, end);
      return;
    }
    duplicate = true;
    duplicateStart = start;
    duplicateEnd = end;
  }

  int blockStart(int index) {
    int shift = duplicate ? 1 : 0;
    return index < shift ? duplicateStart : blockStart[index - shift];
  }

  int blockEnd(int index) {
    int shift = duplicate ? 1 : 0;
    return index < shift ? duplicateEnd : blockEnd[index - shift];
  }

  /// A block has come or grown: it is told first, together with those it touches.
  private void noteBlock(int start, int end) {
    connection.acks.compression().blockMoves(place(start, end));
    int from = start;
    int to = end;
    int kept = 0;
    for (int i = 0; i < blocks; i++) {
      if (!Sequence.after(blockStart[i], to) && !Sequence.before(blockEnd[i], from)) {
        from = Sequence.min(from, blockStart[i]);
        to = Sequence.max(to, blockEnd[i]);
      } else {
        blockStart[kept] = blockStart[i];
        blockEnd[kept] = blockEnd[i];
        kept++;
      }
    }
    blocks = Math.min(kept, MOST_BLOCKS - 1);
    for (int i = blocks; i > 0; i--) {
      blockStart[i] = blockStart[i - 1];
      blockEnd[i] = blockEnd[i - 1];
    }
    blockStart[0] = from;
    blockEnd[0] = to;
    blocks++;
  }

  /// The place of the first block that what has come touches, or behind all.
  private int place(int start, int end) {
    int place = 0;
    while (place < blocks
        && (Sequence.after(blockStart[place], end) || Sequence.before(blockEnd[place], start))) {
      place++;
    }
    return place;
  }

  private void forgetBlocksBefore(int sequence) {
    if (count == 0) {
      blocks = 0;
      return;
    }
    int kept = 0;
    for (int i = 0; i < blocks; i++) {
      if (Sequence.after(blockStart[i], sequence)) {
        blockStart[kept] = blockStart[i];
        blockEnd[kept] = blockEnd[i];
        kept++;
      }
    }
    blocks = kept;
  }

  /// Drops the newest ones until no more than `most` bytes are charged (`tcp_prune_ofo_queue`);
  /// returns whether any was.
  boolean prune(int most) {
    boolean pruned = false;
    while (count > 0 && connection.received.charged() > most) {
      Packet packet = remove(count - 1);
      connection.world().drop(packet, DropReason.TCP_OFO_QUEUE_PRUNE);
      pruned = true;
    }
    if (pruned) {
      connection.stack.count(TcpCounter.OFO_PRUNED);
      // RFC 2018 section 8: what was told may be taken back.
      blocks = 0;
    }
    return pruned;
  }

  void clear() {
    while (count > 0) {
      connection.world().drop(remove(count - 1), DropReason.SOCKET_CLOSE);
    }
    blocks = 0;
    duplicate = false;
  }
}
