package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.Consumer;

/// A set that has a bit for each element there can be: addresses or ports of a range. The stations
/// of addresses and what is kept beside elements lie in arrays that are made when they are needed.
final class BitmapSet extends NamedSet {
  /// A station that is not known yet.
  private static final long UNKNOWN = -1;

  private final BitmapType bitmapType;
  private final boolean isPorts;
  private final boolean hasStations;
  private final long first;
  private final long last;
  private final long hosts;
  private final int elements;
  private final BitSet members = new BitSet();
  private long[] stations = {};
  private int[] words = {};
  private int count;

  BitmapSet(
      Netns netns,
      BitmapType type,
      SetOptions options,
      String name,
      long first,
      long last,
      long hosts,
      int elements) {
    super(netns, type, type instanceof IpSetBitmapPort ? null : Family.IPV4, options, name);
    bitmapType = type;
    isPorts = type instanceof IpSetBitmapPort;
    hasStations = type instanceof IpSetBitmapIpmac;
    this.first = first;
    this.last = last;
    this.hosts = hosts;
    this.elements = elements;
    options.port = (int) first;
    options.portTo = (int) last;
    options.from = isPorts ? null : Ip.v4((int) first);
    options.to = isPorts ? null : Ip.v4((int) last);
  }

  @Override
  public int elements() {
    tidy();
    return count;
  }

  @Override
  public long memory() {
    int each = extras.kernelSize(bitmapType.elementSize(), bitmapType.elementSize() > 0 ? 8 : 1);
    long bitmap = Extras.align((elements + 7) / 8, 8);
    return bitmapType.headSize() + bitmap + (long) elements * each + extras.commentBytes();
  }

  private int at(int id) {
    if (words.length == 0) {
      words = new int[elements * extras.words];
    }
    return id * extras.words;
  }

  private boolean isExpired(int id, long now) {
    return words.length > 0
        && (!hasStations || station(id) != UNKNOWN)
        && extras.isExpired(words, at(id), now);
  }

  private long station(int id) {
    return stations.length == 0 ? UNKNOWN : stations[id];
  }

  private void station(int id, long mac) {
    if (stations.length == 0) {
      stations = new long[elements];
    }
    stations[id] = mac;
  }

  private int id(long value) {
    return (int) ((value - first) / hosts);
  }

  @Override
  public void add(Entry entry, boolean exist) throws SetException {
    change(entry, true, exist);
  }

  @Override
  public void remove(Entry entry, boolean exist) throws SetException {
    change(entry, false, exist);
  }

  private void change(Entry entry, boolean adds, boolean exist) throws SetException {
    tidy();
    extras.check(entry);
    long[] range = isPorts ? ports(entry) : addresses(entry);
    for (long each = range[0]; each <= range[1]; each += hosts) {
      boolean done = adds ? add(id(each), entry, exist) : remove(id(each));
      if (!done && !exist) {
        throw new SetException(SetError.EXIST);
      }
    }
  }

  private static SetException outside() {
    return new SetException(SetError.BITMAP_RANGE);
  }

  private long[] ports(Entry entry) throws SetException {
    if (entry.port < first || entry.port > last) {
      throw outside();
    }
    int other = entry.portTo == Entry.ABSENT ? entry.port : entry.portTo;
    int from = Math.min(entry.port, other);
    int to = Math.max(entry.port, other);
    if (from < first || to > last) {
      throw outside();
    }
    return new long[] {from, to};
  }

  private long[] addresses(Entry entry) throws SetException {
    long from = Objects.requireNonNull(entry.ip).toInt() & BitmapType.LAST4;
    if (from < first || from > last) {
      throw outside();
    }
    long to = from;
    if (hasStations) {
      return new long[] {from, from};
    }
    if (entry.ipTo != null) {
      long other = entry.ipTo.toInt() & BitmapType.LAST4;
      to = Math.max(from, other);
      from = Math.min(from, other);
      if (from < first) {
        throw outside();
      }
    } else if (entry.cidr != Entry.ABSENT) {
      if (entry.cidr == 0 || entry.cidr > Family.IPV4.bits()) {
        throw new SetException(SetError.INVALID_CIDR);
      }
      long mask = BitmapType.LAST4 >> entry.cidr;
      from &= ~mask;
      to = from | mask;
    }
    if (to > last) {
      throw outside();
    }
    return new long[] {from, to};
  }

  private boolean add(int id, Entry entry, boolean exist) {
    long now = now();
    boolean isThere = members.get(id);
    boolean learns = hasStations && isThere && station(id) == UNKNOWN && entry.mac != Entry.ABSENT;
    if (isThere && !learns) {
      boolean isExpired = isExpired(id, now);
      if (!isExpired && !exist) {
        return false;
      }
      if (hasStations && exist && station(id) != UNKNOWN && entry.mac != Entry.ABSENT) {
        station(id, entry.mac);
      }
    } else if (hasStations) {
      station(id, entry.mac == Entry.ABSENT ? UNKNOWN : entry.mac);
    }
    count += isThere ? 0 : 1;
    members.set(id);
    keep(id, entry, isThere, learns, now);
    return true;
  }

  private void keep(int id, Entry entry, boolean isThere, boolean learns, long now) {
    if (extras.words == 0) {
      return;
    }
    int at = at(id);
    long stored = learns ? extras.storedTimeout(words, at) : 0;
    if (!isThere) {
      extras.clear(words, at);
    }
    extras.write(words, at, entry, now);
    if (learns) {
      extras.startTimeout(words, at, entry.timeout, stored, now);
    } else if (hasStations && station(id) == UNKNOWN) {
      extras.storeTimeout(words, at, entry);
    }
  }

  private boolean remove(int id) {
    if (!members.get(id)) {
      return false;
    }
    boolean isExpired = isExpired(id, now());
    drop(id);
    return !isExpired;
  }

  private void drop(int id) {
    members.clear(id);
    count--;
    if (words.length > 0) {
      extras.release(words, at(id));
    }
  }

  @Override
  public boolean contains(Entry entry) throws SetException {
    extras.check(entry);
    long value = isPorts ? entry.port : Objects.requireNonNull(entry.ip).toInt() & BitmapType.LAST4;
    if (value < first || value > last) {
      throw outside();
    }
    int id = id(value);
    if (!members.get(id)) {
      return false;
    }
    if (hasStations) {
      if (entry.mac == Entry.ABSENT || station(id) == UNKNOWN) {
        return true;
      }
      if (station(id) != entry.mac) {
        return false;
      }
    }
    return !isExpired(id, now());
  }

  @Override
  public void each(Consumer<Entry> taker) {
    tidy();
    long now = now();
    for (int id = members.nextSetBit(0); id >= 0; id = members.nextSetBit(id + 1)) {
      if (!isExpired(id, now)) {
        taker.accept(entry(id, now));
      }
    }
  }

  private Entry entry(int id, long now) {
    Entry entry = new Entry();
    long value = first + id * hosts;
    if (isPorts) {
      entry.port = (int) value;
    } else {
      entry.ip = Ip.v4((int) value);
    }
    if (words.length > 0) {
      extras.read(words, at(id), entry, now);
    }
    if (hasStations) {
      entry.mac = station(id);
      if (entry.mac == UNKNOWN && extras.hasTimeouts()) {
        entry.timeout = extras.storedTimeout(words, at(id));
      }
    }
    return entry;
  }

  @Override
  public void flush() {
    members.clear();
    extras.releaseAll();
    words = new int[0];
    stations = new long[0];
    count = 0;
  }

  @Override
  void expire() {
    long now = now();
    for (int id = members.nextSetBit(0); id >= 0; id = members.nextSetBit(id + 1)) {
      if (isExpired(id, now)) {
        drop(id);
      }
    }
  }

  @Override
  boolean isLike(NamedSet other) {
    return other instanceof BitmapSet its
        && sameExtras(its)
        && first == its.first
        && last == its.last
        && hosts == its.hosts;
  }

  /// The number of the packet's element, or -1.
  private int idOf(Inspection packet, Question question) {
    boolean source = question.isSource(0);
    long value;
    if (isPorts) {
      int protocol = packet.protocol();
      boolean hasPorts = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
      value = hasPorts ? PacketKey.portOf(packet, source) : -1;
    } else {
      value = PacketKey.hi(packet, source) >>> 32;
    }
    return value < first || value > last ? -1 : id(value);
  }

  private long macOf(Inspection packet, Question question) {
    return hasStations ? PacketKey.macOf(packet, question.isSource(1)) : UNKNOWN;
  }

  @Override
  int judge(Inspection packet, Question question) {
    int id = idOf(packet, question);
    long mac = macOf(packet, question);
    if (id < 0 || mac == 0 || !members.get(id)) {
      return NO_MATCH;
    }
    if (hasStations && station(id) == UNKNOWN) {
      return INCOMPLETE;
    }
    if (hasStations && station(id) != mac) {
      return NO_MATCH;
    }
    if (extras.words == 0) {
      return MATCH;
    }
    boolean fits = extras.matches(words, at(id), question, packet.packet().length(), now());
    return fits ? MATCH : NO_MATCH;
  }

  @Override
  boolean add(Inspection packet, Question question) {
    int id = idOf(packet, question);
    long mac = macOf(packet, question);
    if (id < 0 || mac == 0) {
      return false;
    }
    Entry entry = new Entry();
    entry.mac = mac;
    entry.timeout = question.timeout;
    entry.packets = extras.hasCounters ? 1 : Entry.ABSENT;
    entry.bytes = extras.hasCounters ? packet.packet().length() : Entry.ABSENT;
    return add(id, entry, question.exist);
  }

  @Override
  boolean remove(Inspection packet, Question question) {
    int id = idOf(packet, question);
    return id >= 0 && macOf(packet, question) != 0 && remove(id);
  }
}
