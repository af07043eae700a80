package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.filter.Inspection;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A set whose elements are found by their hash: what the kernel's `ip_set_hash_gen.h` does, with
/// the same buckets, so that listings have the same order.
final class HashedSet extends NamedSet {
  private final HashType hashType;
  private final Layout layout;
  private final Key key;
  private final HashTable table;
  private final int host;
  private final PacketKey packetKey;

  HashedSet(Netns netns, HashType type, @Nullable Family family, SetOptions options, String name)
      throws SetException {
    super(netns, type, family, options, name);
    hashType = type;
    Family of = family == null ? Family.IPV4 : family;
    host = of.bits();
    layout = type.layout(of);
    key = new Key(layout, host);
    int seed = options.seed == null ? Sets.of(netns).seed() : options.seed;
    table = new HashTable(layout, key, extras, options, seed);
    packetKey = new PacketKey(layout, key, kept(), options.markMask);
  }

  /// To how many bits the first address of an element is cut, if it is one of hosts.
  private int kept() {
    return hashType.isOfHosts() && options().netmask != Entry.ABSENT ? options().netmask : host;
  }

  @Override
  public SetOptions options() {
    SetOptions options = super.options();
    options.hashSize = table.hashSize();
    options.bucketSize = table.bucketSize();
    options.seed = table.seed();
    return options;
  }

  @Override
  public int elements() {
    tidy();
    return table.elements(now());
  }

  @Override
  public long memory() {
    return table.memory() + extras.commentBytes();
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
    check(entry);
    begin(entry);
    if (layout.ip < 0) {
      step(entry, adds, exist);
      return;
    }
    AddressRange first = firstRange(entry);
    AddressRange second = secondRange(entry);
    while (first.next()) {
      key.hi = first.hi;
      key.lo = first.lo;
      key.first(first.length);
      ports(entry, second, adds, exist);
    }
  }

  private void ports(Entry entry, @Nullable AddressRange second, boolean adds, boolean exist)
      throws SetException {
    if (layout.port < 0) {
      seconds(entry, second, adds, exist);
      return;
    }
    boolean isRange = entry.portTo != Entry.ABSENT && hasPorts(entry.protocol);
    int port = port(entry);
    int from = isRange ? Math.min(port, entry.portTo) : port;
    int to = isRange ? Math.max(port, entry.portTo) : port;
    for (int each = from; each <= to; each++) {
      key.port(each);
      seconds(entry, second, adds, exist);
    }
  }

  private void seconds(Entry entry, @Nullable AddressRange second, boolean adds, boolean exist)
      throws SetException {
    if (second == null) {
      step(entry, adds, exist);
      return;
    }
    second.begin();
    while (second.next()) {
      key.hi2 = second.hi;
      key.lo2 = second.lo;
      key.second(second.length);
      step(entry, adds, exist);
    }
  }

  private void step(Entry entry, boolean adds, boolean exist) throws SetException {
    SetError refusal =
        adds ? table.add(entry, exist, now()) : table.remove(now()) ? null : SetError.EXIST;
    if (refusal != null && !(exist && refusal == SetError.EXIST)) {
      throw new SetException(refusal);
    }
  }

  @Override
  public boolean contains(Entry entry) throws SetException {
    check(entry);
    begin(entry);
    int cidr = entry.cidr == Entry.ABSENT ? host : entry.cidr;
    int cidr2 = entry.cidr2 == Entry.ABSENT ? host : entry.cidr2;
    if (layout.ip >= 0) {
      key.hi = address(entry).hi();
      key.lo = address(entry).lo();
      key.first(isNetwork(layout.ip) ? cidr : kept());
    }
    if (layout.port >= 0) {
      key.port(port(entry));
    }
    if (layout.ip2 >= 0) {
      Ip ip2 = Objects.requireNonNull(entry.ip2);
      key.hi2 = ip2.hi();
      key.lo2 = ip2.lo();
      key.second(isNetwork(layout.ip2) ? cidr2 : host);
    }
    boolean isWhole =
        (!isNetwork(layout.ip) || cidr == host) && (!isNetwork(layout.ip2) || cidr2 == host);
    boolean searches = layout.hasNetworks() && isWhole;
    int answer = searches ? table.search(null, 0, now()) : table.find(null, 0, now());
    return entry.nomatch ? answer == REFUSED : answer == MATCH;
  }

  /// Whether the address at that place of an element is a network's.
  private boolean isNetwork(int at) {
    return at >= 0 && layout.hasNetworks() && (layout.cidr2 >= 0 || layout.network == at);
  }

  private static Ip address(Entry entry) {
    return Objects.requireNonNull(entry.ip);
  }

  private static boolean hasPorts(int protocol) {
    return protocol == IpProtocol.TCP
        || protocol == IpProtocol.UDP
        || protocol == IpProtocol.SCTP
        || protocol == IpProtocol.UDPLITE;
  }

  private int port(Entry entry) {
    int icmp = host == Family.IPV4.bits() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    return hasPorts(entry.protocol) || entry.protocol == icmp ? entry.port : 0;
  }

  /// Writes the parts of which there is one.
  private void begin(Entry entry) {
    key.clear();
    if (layout.protocol >= 0) {
      key.protocol(entry.protocol);
    }
    if (layout.mac >= 0) {
      key.mac(entry.mac);
    }
    if (layout.mark >= 0) {
      key.mark(entry.mark & options().markMask);
    }
    if (layout.iface >= 0) {
      key.iface(Objects.requireNonNull(entry.iface), entry.physdev, entry.wildcard);
    }
  }

  private void check(Entry entry) throws SetException {
    boolean isV6 = host == Family.IPV6.bits();
    if (isV6 && (entry.ipTo != null || entry.ip2To != null)) {
      throw new SetException(SetError.HASH_RANGE_UNSUPPORTED);
    }
    if (isV6 && !isNetwork(layout.ip) && entry.cidr != Entry.ABSENT && entry.cidr != host) {
      throw new SetException(SetError.INVALID_CIDR);
    }
    extras.check(entry);
    checkPrefix(entry.cidr, layout.allowsZero && isNetwork(layout.ip));
    checkPrefix(entry.cidr2, layout.allowsZero);
    if (layout.protocol >= 0 && entry.protocol <= 0) {
      throw new SetException(entry.protocol == 0 ? SetError.INVALID_PROTO : SetError.MISSING_PROTO);
    }
    if (layout.mac >= 0 && entry.mac == 0) {
      throw new SetException(SetError.HASH_ELEM);
    }
    if (hashType.isOfHosts() && isZero(address(entry))) {
      throw new SetException(SetError.HASH_ELEM);
    }
  }

  private boolean isZero(Ip address) {
    key.hi = address.hi();
    key.lo = address.lo();
    key.first(kept());
    for (int word : key.words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkPrefix(int prefix, boolean allowsZero) throws SetException {
    if (prefix != Entry.ABSENT && (prefix > host || (prefix == 0 && !allowsZero))) {
      throw new SetException(SetError.INVALID_CIDR);
    }
  }

  private AddressRange firstRange(Entry entry) throws SetException {
    boolean isNetwork = isNetwork(layout.ip);
    Ip address = address(entry);
    boolean isOne = entry.ipTo == null && (isNetwork || entry.cidr == Entry.ABSENT);
    if (isOne || host != Family.IPV4.bits()) {
      return AddressRange.one(address, isNetwork && entry.cidr >= 0 ? entry.cidr : kept());
    }
    return AddressRange.of(address, entry.ipTo, entry.cidr, isNetwork, kept());
  }

  private @Nullable AddressRange secondRange(Entry entry) throws SetException {
    Ip address = entry.ip2;
    if (layout.ip2 < 0 || address == null) {
      return null;
    }
    if (entry.ip2To == null) {
      return AddressRange.one(address, entry.cidr2 == Entry.ABSENT ? host : entry.cidr2);
    }
    return AddressRange.of(address, entry.ip2To, entry.cidr2, true, host);
  }

  @Override
  public void each(Consumer<Entry> taker) {
    tidy();
    table.each(taker, now());
  }

  @Override
  public void flush() {
    table.flush();
  }

  @Override
  void expire() {
    table.expire(now());
  }

  @Override
  boolean isLike(NamedSet other) {
    SetOptions its = other.options();
    return sameExtras(other)
        && options().maxElements == its.maxElements
        && options().netmask == its.netmask
        && options().markMask == its.markMask;
  }

  @Override
  int judge(Inspection packet, Question question) {
    if (!fill(packet, question, host, host)) {
      return NO_MATCH;
    }
    int length = packet.packet().length();
    return layout.hasNetworks()
        ? table.search(question, length, now())
        : table.find(question, length, now());
  }

  @Override
  boolean add(Inspection packet, Question question) {
    return fill(packet, question, table.longest(0), table.longest(1))
        && table.add(question, packet.packet().length(), now());
  }

  @Override
  boolean remove(Inspection packet, Question question) {
    return fill(packet, question, table.longest(0), table.longest(1)) && table.remove(now());
  }

  private boolean fill(Inspection packet, Question question, int cidr, int cidr2) {
    return packetKey.fill(packet, question, cidr, cidr2);
  }
}
