package dev.patchbay.stack.ip;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Ipv6Fragment;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pieces of one packet, of IPv4 or IPv6, that have come, in the order of their places. A
/// piece's transport header is what it carries of the whole; IPv6's fragment header stands right
/// before it.
public final class FragmentQueue {
  private static final int UNKNOWN = -1;

  private final List<Packet> pieces = new ArrayList<>(4);
  private final Timer timer;
  private @Nullable NetDevice device;
  private int length = UNKNOWN;
  private int have;
  private int number;

  /// An empty one of a machine; `expired` is what its timer does.
  public FragmentQueue(int machine, Runnable expired) {
    this.timer = new Timer(machine, expired);
  }

  /// Runs out when the pieces have not come in time; armed by whoever has the queue.
  public Timer timer() {
    return timer;
  }

  /// Which of its sender's pieces came last.
  int number() {
    return number;
  }

  void number(int value) {
    number = value;
  }

  /// The pieces are gone: it begins anew.
  void restart() {
    pieces.clear();
    length = UNKNOWN;
    have = 0;
  }

  /// The pieces, by their places.
  public List<Packet> pieces() {
    return pieces;
  }

  /// By which device the last piece came.
  public @Nullable NetDevice device() {
    return device;
  }

  /// Bytes of the payload, when the last piece has come.
  public int length() {
    return length;
  }

  /// Whether no piece is missing any more.
  public boolean isWhole() {
    return have == length;
  }

  /// Takes the piece, or says why not: a duplicate; FRAG_NOT_REASSEMBLED when it spoils the others.
  public @Nullable DropReason insert(Packet packet, NetDevice by) {
    int begin = begin(packet);
    int size = packet.tail() - packet.transport();
    boolean last = isLast(packet);
    if (!last && size % 8 != 0) {
      size &= ~7;
      packet.trim(packet.transport() - packet.head() + size);
    }
    int end = begin + size;
    if (size == 0 || (last ? contradictsEnd(end) : length != UNKNOWN && end > length)) {
      return DropReason.PKT_TOO_SMALL;
    }
    int place = place(begin);
    DropReason reason = conflict(place, begin, end);
    if (reason == null) {
      pieces.add(place, packet);
      have += size;
      device = by;
      length = last ? end : length;
    }
    return reason;
  }

  private boolean contradictsEnd(int end) {
    return end < furthest() || (length != UNKNOWN && end != length);
  }

  private int furthest() {
    return pieces.isEmpty() ? 0 : end(pieces.getLast());
  }

  /// Where in the whole the piece belongs, in bytes.
  public static int begin(Packet piece) {
    return isIpv6(piece)
        ? Ipv6Fragment.offset(piece.bytes(), piece.transport() - Ipv6Fragment.HEADER)
        : Ipv4.fragmentOffset(piece.bytes(), piece.network());
  }

  private static boolean isLast(Packet piece) {
    return !(isIpv6(piece)
        ? Ipv6Fragment.moreFragments(piece.bytes(), piece.transport() - Ipv6Fragment.HEADER)
        : Ipv4.moreFragments(piece.bytes(), piece.network()));
  }

  private static boolean isIpv6(Packet piece) {
    return Ipv6.version(piece.bytes(), piece.network()) == 6;
  }

  private static int end(Packet piece) {
    return begin(piece) + piece.tail() - piece.transport();
  }

  /// Where a piece that begins there belongs: behind those that begin before it.
  private int place(int begin) {
    int place = pieces.size();
    while (place > 0 && begin(pieces.get(place - 1)) >= begin) {
      place--;
    }
    return place;
  }

  /// Whether the bytes from `begin` to `end` came before, all of them or some.
  private @Nullable DropReason conflict(int place, int begin, int end) {
    int next = place < pieces.size() ? begin(pieces.get(place)) : Integer.MAX_VALUE;
    int before = place > 0 ? end(pieces.get(place - 1)) : 0;
    if (before <= begin && next >= end) {
      return null;
    }
    boolean covered =
        (before > begin || next == begin) && runEnd(before > begin ? place - 1 : place) >= end;
    return covered ? DropReason.DUP_FRAG : DropReason.FRAG_NOT_REASSEMBLED;
  }

  /// Where the pieces end that follow each other without a gap from that one on.
  private int runEnd(int from) {
    int end = end(pieces.get(from));
    for (int i = from + 1; i < pieces.size() && begin(pieces.get(i)) == end; i++) {
      end = end(pieces.get(i));
    }
    return end;
  }
}
