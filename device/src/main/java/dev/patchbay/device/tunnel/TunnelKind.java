package dev.patchbay.device.tunnel;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Ipv4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the kinds of tunnel above IPv4 have in common: how one is made, changed and shown
/// (`ip_tunnel_newlink`, `ip_tunnel_changelink`), and the device that a module puts into every
/// namespace, which takes what no other tunnel does.
public abstract class TunnelKind implements DeviceKind {
  private static final int LARGEST = 0xffff;

  /// How a tunnel is at one moment.
  record Shown(TunnelParameters parameters, @Nullable String link) implements Snapshot {}

  TunnelKind() {}

  // ---- what a kind says

  /// Where its tunnels are in a namespace.
  abstract NetnsPart.Key<TunnelTable> tableKey();

  /// A device of the kind, not registered.
  abstract Ipv4Tunnel make(Netns netns, TunnelParameters parameters);

  /// What it reads behind `type KIND`.
  abstract TunnelWords words();

  /// What the outer header says of which nothing is said, or 0 for whatever it carries.
  int protocol() {
    return 0;
  }

  /// What one begins with of which nothing is said.
  TunnelParameters defaults() {
    return TunnelParameters.plain(protocol(), 0, true);
  }

  /// The same for the old request.
  TunnelParameters oldDefaults() {
    return defaults();
  }

  /// What the device of every namespace begins with.
  TunnelParameters fallbackDefaults() {
    return TunnelParameters.plain(protocol(), 0, false);
  }

  /// The name of the device in every namespace.
  public abstract String fallbackName();

  /// Whether it is looked at first, when one is changed, that its other end stays single or does
  /// not.
  boolean hasFixedEnds() {
    return false;
  }

  /// What comes of the parameters when that is asked for.
  TunnelParameters asked(TunnelRequest words, TunnelParameters before) {
    return words.over(before);
  }

  /// Whether parameters of which nothing is said are looked at, too.
  boolean checksUnsaid() {
    return true;
  }

  /// The parameters as they are shown.
  TunnelParameters shown(TunnelParameters parameters) {
    return parameters;
  }

  /// The flags of GRE that the old request shows of one that has these.
  int keyFlags(int flags) {
    return flags;
  }

  /// Refuses parameters that no tunnel of the kind can have.
  void check(TunnelParameters parameters) throws NetlinkException {}

  /// Its tunnels in the namespace.
  final TunnelTable table(Netns netns) {
    return netns.part(tableKey());
  }

  // ---- words

  @Override
  public Options parse(Args args, LinkParser links) {
    return words().parse(args, links);
  }

  @Override
  public String help() {
    return words().help();
  }

  // ---- requests

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    TunnelRequest words =
        request.options instanceof TunnelRequest options ? options : new TunnelRequest();
    refuseEncap(words);
    TunnelParameters parameters = asked(words, defaults());
    if (request.options != null || checksUnsaid()) {
      check(parameters);
    }
    Ipv4Tunnel device = add(netns, request, parameters);
    if (request.mtu == null) {
      changeMtu(device, device.bind());
    } else {
      device.bind();
      int most = LARGEST - Ipv4.HEADER - device.tunnelHeader() - device.headerLength();
      device.takeMtu(Math.clamp(device.mtu(), Ipv4.MIN_MTU, most));
    }
    device.table().add(device);
    return device;
  }

  /// The reference kernel is made without UDP between the tunnel and IP.
  private static void refuseEncap(TunnelRequest words) throws NetlinkException {
    if (words.encap) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  /// Makes one by the old request (`SIOCADDTUNNEL`).
  final Ipv4Tunnel create(Netns netns, String name, TunnelParameters parameters)
      throws NetlinkException {
    LinkRequest request = new LinkRequest();
    request.name = name.isEmpty() ? null : name;
    Ipv4Tunnel device = add(netns, request, parameters);
    changeMtu(device, device.bind());
    device.boundMtu();
    device.table().add(device);
    netns.links().announce(device);
    return device;
  }

  /// Gives a new device its MTU; where that cannot be, there is no device.
  private static void changeMtu(Ipv4Tunnel device, int bytes) throws NetlinkException {
    try {
      device.netns().links().changeMtu(device, bytes);
    } catch (NetlinkException e) {
      Links.unregister(List.of(device));
      throw e;
    }
  }

  private Ipv4Tunnel add(Netns netns, LinkRequest request, TunnelParameters parameters)
      throws NetlinkException {
    TunnelTable table = table(netns);
    boolean taken =
        parameters.external() ? table.external() != null : table.find(parameters) != null;
    if (taken) {
      throw new NetlinkException(Errno.EEXIST);
    }
    Ipv4Tunnel device = make(netns, parameters);
    netns.links().register(device, request, name());
    return device;
  }

  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (device instanceof Ipv4Tunnel tunnel && options instanceof TunnelRequest words) {
      words().checkTtl(words, tunnel.parameters());
      refuseEncap(words);
      foretell(tunnel, words);
      if (words.pmtudisc == null) {
        // `ip link` says again what it has read, so that no TTL decides it.
        words.pmtudisc = tunnel.parameters().pmtudisc();
      }
      change(tunnel, asked(words, tunnel.parameters()));
    }
  }

  /// What comes of a request before it is looked at.
  void foretell(Ipv4Tunnel tunnel, TunnelRequest words) throws NetlinkException {}

  /// `ip_tunnel_changelink`
  final void change(Ipv4Tunnel tunnel, TunnelParameters changed) throws NetlinkException {
    TunnelTable table = tunnel.table();
    if (tunnel == table.fallback()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    check(changed);
    if (hasFixedEnds()) {
      checkFlags(tunnel, changed);
    }
    Ipv4Tunnel same = table.find(changed, tunnel.hardwareType() != ArpHardware.NONE);
    if (same != null && same != tunnel) {
      throw new NetlinkException(Errno.EEXIST);
    }
    if (same == null && !tunnel.isEthernet()) {
      checkFlags(tunnel, changed);
    }
    tunnel.update(changed);
  }

  /// One with a single other end stays one, and so on.
  private static void checkFlags(Ipv4Tunnel tunnel, TunnelParameters changed)
      throws NetlinkException {
    int wanted =
        changed.isMulticast()
            ? DeviceFlags.BROADCAST
            : changed.remote() == 0 ? 0 : DeviceFlags.POINTOPOINT;
    int kinds = DeviceFlags.POINTOPOINT | DeviceFlags.BROADCAST;
    if (((tunnel.flags() ^ wanted) & kinds) != 0) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  // ---- the device of every namespace

  /// Puts the kind's own device into the namespace (`ip_tunnel_init_net`).
  final void addFallback(Netns netns) throws NetlinkException {
    TunnelTable table = table(netns);
    // The module is another object than the kind, even where both are of one class.
    DeviceKind known = netns.machine().deviceKinds().find(name());
    TunnelKind kind = known instanceof TunnelKind listed ? listed : this;
    Ipv4Tunnel device = kind.make(netns, fallbackDefaults());
    device.keep();
    LinkRequest request = new LinkRequest();
    request.name = fallbackName();
    netns.links().register(device, request, name());
    device.takeMtu(device.bind());
    device.forgetAddress();
    table.add(device);
    table.fallback(device);
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof Ipv4Tunnel tunnel)) {
      return null;
    }
    return new Shown(shown(tunnel.parameters()), tunnel.linkName());
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof Shown shown) {
      words().show(shown, out);
    }
  }
}
