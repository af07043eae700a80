package dev.patchbay.stack.address;

import dev.patchbay.core.DevicePart;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What IPv4 or IPv6 keeps for a device (`in_device`, `inet6_dev`): its addresses, its settings,
/// its multicast groups. It lasts while the device is in one namespace.
public class InetDevice implements DevicePart {
  /// What the routes of the family keep for a device.
  public interface RouteCache {}

  /// What its namespace has of the family's layer.
  public interface Layer {}

  /// 224.0.0.1, of which nobody is told (RFC 1112 section 7.2).
  private static final long ALL_HOSTS = 0xe000_0001L << 32;

  private final Family family;
  private final NetDevice device;
  private final NetnsSettings where;
  private final Settings settings;
  private List<InterfaceAddress> addresses = List.of();
  private @Nullable Groups groups;
  private @Nullable Listening listening;
  private @Nullable RouteCache routeCache;
  private @Nullable Layer layer;
  private boolean dead;

  /// Begins with the settings that are the default in the device's namespace now.
  public InetDevice(Family family, NetDevice device) {
    this.family = family;
    this.device = device;
    this.where = NetnsSettings.of(device.netns(), family);
    this.settings = where.defaults().copy();
  }

  /// What IPv4 keeps for the device, or null.
  public static @Nullable InetDevice inet(NetDevice device) {
    return (InetDevice) device.inet();
  }

  /// What IPv6 keeps for the device, or null.
  public static @Nullable InetDevice inet6(NetDevice device) {
    return (InetDevice) device.inet6();
  }

  /// What the family keeps for the device, or null.
  public static @Nullable InetDevice of(NetDevice device, Family family) {
    return family == Family.IPV4 ? inet(device) : inet6(device);
  }

  public final Family family() {
    return family;
  }

  public final NetDevice device() {
    return device;
  }

  public final Netns netns() {
    return device.netns();
  }

  /// Whether it is being taken away.
  public final boolean isDead() {
    return dead;
  }

  final void die() {
    dead = true;
  }

  // ---- addresses

  /// Its addresses in the kernel's order: of IPv4 primary ones by scope and then secondary ones, of
  /// IPv6 by scope, the newest first.
  public final List<InterfaceAddress> addresses() {
    return Collections.unmodifiableList(addresses);
  }

  /// Its address number `i` of [#addressCount]: for loops that must not allocate.
  public final InterfaceAddress address(int i) {
    return addresses.get(i);
  }

  public final int addressCount() {
    return addresses.size();
  }

  /// Its address that is this one itself, whatever the peer, or null.
  public final @Nullable InterfaceAddress find(long hi, long lo) {
    for (int i = 0; i < addresses.size(); i++) {
      InterfaceAddress address = addresses.get(i);
      if (address.localHi() == hi && address.localLo() == lo) {
        return address;
      }
    }
    return null;
  }

  final void insert(int at, InterfaceAddress address) {
    if (addresses.isEmpty()) {
      addresses = new ArrayList<>(1);
    }
    addresses.add(at, address);
  }

  final void remove(InterfaceAddress address) {
    addresses.remove(address);
  }

  final int indexOf(InterfaceAddress address) {
    return addresses.indexOf(address);
  }

  // ---- multicast

  /// The multicast groups it listens to, made on first use.
  public final Groups groups() {
    Groups known = groups;
    if (known == null) {
      known = new Groups(this);
      groups = known;
    }
    return known;
  }

  /// One more wants the group; the first one, or with `include` one that wants certain sources
  /// only.
  protected void joined(long hi, long lo, boolean first, boolean include) {
    Listening told = hi == ALL_HOSTS ? null : listeningMade();
    if (told != null) {
      told.joined(hi, first, include);
    }
  }

  /// One less wants the group.
  protected void left(long hi, long lo, boolean last, boolean include) {
    if (hi != ALL_HOSTS && listening != null) {
      listening.left(hi, last, include);
    }
  }

  /// Somebody who wants the group names more sources that it wants, or with `include` false does
  /// not want: halves of addresses in turn.
  public void addSources(long hi, long lo, boolean include, long[] sources) {
    if (listening != null) {
      listening.addSources(hi, include, sources);
    }
  }

  /// Undoes [#addSources].
  public void removeSources(long hi, long lo, boolean include, long[] sources) {
    if (listening != null) {
      listening.removeSources(hi, include, sources);
    }
  }

  /// IPv4: who is told of its groups, or null while it has none but that of all hosts.
  public final @Nullable Listening listening() {
    return listening;
  }

  private @Nullable Listening listeningMade() {
    if (listening == null) {
      listening = Listening.of(this);
    }
    return listening;
  }

  /// Somebody asks for an address here.
  protected void asked() {}

  /// Whether it listens to the group.
  public final boolean isMember(long hi, long lo) {
    return groups != null && groups.contains(hi, lo);
  }

  // ---- routes

  /// What the routes keep for the device.
  public final @Nullable RouteCache routeCache() {
    return routeCache;
  }

  public final void routeCache(@Nullable RouteCache value) {
    routeCache = value;
  }

  /// What the device's namespace has of the layer, kept here so that a packet finds it at once.
  public final @Nullable Layer layer() {
    return layer;
  }

  public final void layer(Layer value) {
    layer = value;
  }

  // ---- settings

  /// The device's own directory of `conf`.
  public final Settings settings() {
    return settings;
  }

  /// The directory `all` of its namespace.
  public final Settings all() {
    return where.all();
  }

  /// A setting of the device alone.
  public final int setting(Setting setting) {
    return settings.value(setting);
  }

  /// Sets one of its settings, as the kernel itself does, and does what follows from it.
  public final void setting(Setting setting, int value) {
    where.write(this, settings, setting, value);
  }

  /// Sets one of its settings and leaves it at that.
  protected final void initialSetting(Setting setting, int value) {
    settings.value(setting, value);
  }

  /// Whether one of its settings may be written.
  ///
  /// @throws FileException `EINVAL` when that makes no sense now
  protected void checkSetting(Setting setting, int value) throws FileException {}

  /// One of its settings has been written, by a file or because `all` was.
  protected void settingChanged(Setting setting, int before, int value) {}

  /// A setting that holds when the device's or `all` says so (`IN_DEV_ORCONF`).
  public final boolean either(Setting setting) {
    return settings.value(setting) != 0 || all().value(setting) != 0;
  }

  /// A setting that holds when the device's and `all` say so (`IN_DEV_ANDCONF`).
  public final boolean both(Setting setting) {
    return settings.value(setting) != 0 && all().value(setting) != 0;
  }

  /// The larger of the device's and that of `all` (`IN_DEV_MAXCONF`).
  public final int larger(Setting setting) {
    return Math.max(settings.value(setting), all().value(setting));
  }

  /// Whether packets that come by this device are forwarded.
  public final boolean forwarding() {
    return settings.value(family == Family.IPV4 ? Ipv4Setting.FORWARDING : Ipv6Setting.FORWARDING)
        != 0;
  }

  /// IPv4: 0 no check of the source, 1 strict, 2 loose (RFC 3704).
  public final int rpFilter() {
    return larger(Ipv4Setting.RP_FILTER);
  }

  /// IPv4: whether packets from one of the namespace's own addresses are taken.
  public final boolean acceptLocal() {
    return either(Ipv4Setting.ACCEPT_LOCAL);
  }

  /// IPv4: whether 127.0.0.0/8 is routed like any other network.
  public final boolean routeLocalnet() {
    return either(Ipv4Setting.ROUTE_LOCALNET);
  }

  /// IPv4: whether senders are told of a better gateway.
  public final boolean sendRedirects() {
    return either(Ipv4Setting.SEND_REDIRECTS);
  }

  /// IPv4: whether the device's networks share one wire.
  public final boolean sharedMedia() {
    return either(Ipv4Setting.SHARED_MEDIA);
  }

  /// IPv4: whether redirects are taken: with forwarding when both say so, else when one does
  /// (`IN_DEV_RX_REDIRECTS`).
  public final boolean acceptRedirects() {
    return forwarding() ? both(Ipv4Setting.ACCEPT_REDIRECTS) : either(Ipv4Setting.ACCEPT_REDIRECTS);
  }

  /// IPv4: whether the device answers ARP for others.
  public final boolean proxyArp() {
    return either(Ipv4Setting.PROXY_ARP);
  }

  /// Whether routes whose device has no carrier are passed over.
  public final boolean ignoreRoutesWithLinkdown() {
    return family == Family.IPV4
        ? either(Ipv4Setting.IGNORE_ROUTES_WITH_LINKDOWN)
        : setting(Ipv6Setting.IGNORE_ROUTES_WITH_LINKDOWN) != 0;
  }

  /// IPv6: whether it is switched off here.
  public final boolean isDisabled() {
    return family == Family.IPV6 && setting(Ipv6Setting.DISABLE_IPV6) != 0;
  }
}
