package dev.patchbay.device.tunnel6;

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
import org.jspecify.annotations.Nullable;

/// What the kinds of tunnel above IPv6 have in common: how one is made, changed and shown
/// (`ip6_tnl_newlink`, `ip6gre_newlink`), and the device that a module puts into every namespace,
/// which takes what no other tunnel does.
public abstract class Tunnel6Kind implements DeviceKind {
  /// How a tunnel is at one moment.
  record Shown(Tunnel6Parameters parameters, @Nullable String link) implements Snapshot {}

  Tunnel6Kind() {}

  // ---- what a kind says

  /// Where its tunnels are in a namespace.
  abstract NetnsPart.Key<Tunnel6Table> tableKey();

  /// A device of the kind, not registered.
  abstract Ipv6Tunnel make(Netns netns, Tunnel6Parameters parameters);

  /// What it reads behind `type KIND`.
  abstract Tunnel6Words words();

  /// What the outer header says of which nothing is said, or 0 for whatever it carries.
  abstract int protocol();

  /// The name of the device in every namespace.
  abstract String fallbackName();

  /// Whether its devices carry frames.
  boolean carriesFrames() {
    return false;
  }

  /// Refuses parameters that no tunnel of the kind can have.
  void check(Tunnel6Parameters parameters, boolean said) throws NetlinkException {}

  /// What one begins with of which nothing is said.
  Tunnel6Parameters defaults() {
    return Tunnel6Parameters.plain(protocol(), false);
  }

  /// Its tunnels in the namespace.
  final Tunnel6Table table(Netns netns) {
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
  public void validate(LinkRequest request) throws NetlinkException {
    if (carriesFrames()) {
      DeviceKind.super.validate(request);
    }
  }

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    Tunnel6Parameters parameters = defaults();
    if (request.options instanceof Tunnel6Request words) {
      parameters = words.over(words().usual(protocol()));
      check(parameters, true);
      refuseEncap(words);
    }
    Integer mtu = request.mtu;
    Ipv6Tunnel device = add(netns, request, parameters);
    device.bind(mtu == null || !device.isEthernet());
    if (mtu != null) {
      device.tryMtu(mtu);
    }
    device.table().add(device);
    return device;
  }

  /// The kernel has nobody who puts UDP between.
  private static void refuseEncap(Tunnel6Request words) throws NetlinkException {
    if (words.encap) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }

  /// Makes one by the old request (`SIOCADDTUNNEL`).
  final Ipv6Tunnel create(Netns netns, String name, Tunnel6Parameters parameters)
      throws NetlinkException {
    LinkRequest request = new LinkRequest();
    request.name = name.isEmpty() ? null : name;
    Ipv6Tunnel device = add(netns, request, parameters);
    device.bind(true);
    device.table().add(device);
    netns.links().announce(device);
    return device;
  }

  private Ipv6Tunnel add(Netns netns, LinkRequest request, Tunnel6Parameters parameters)
      throws NetlinkException {
    Tunnel6Table table = table(netns);
    boolean taken =
        parameters.external()
            ? table.external() != null
            : table.find(parameters, carriesFrames()) != null;
    if (taken) {
      throw new NetlinkException(Errno.EEXIST);
    }
    Ipv6Tunnel device = make(netns, parameters);
    netns.links().register(device, request, name());
    return device;
  }

  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (device instanceof Ipv6Tunnel tunnel && options instanceof Tunnel6Request words) {
      Tunnel6Parameters changed = words.over(tunnel.parameters());
      check(changed, true);
      if (tunnel == tunnel.table().fallback()) {
        throw new NetlinkException(Errno.EINVAL);
      }
      refuseEncap(words);
      change(tunnel, changed);
    }
  }

  /// `ip6_tnl_changelink`, `ip6gre_changelink`
  void change(Ipv6Tunnel tunnel, Tunnel6Parameters changed) throws NetlinkException {
    Ipv6Tunnel same = tunnel.table().find(changed, carriesFrames());
    if (same != null && same != tunnel) {
      throw new NetlinkException(Errno.EEXIST);
    }
    tunnel.update(changed);
  }

  // ---- the device of every namespace

  /// Puts the kind's own device into the namespace (`ip6_tnl_init_net`).
  final void addFallback(Netns netns) throws NetlinkException {
    Tunnel6Table table = table(netns);
    // The module is another object than the kind, even where both are of one class.
    DeviceKind known = netns.machine().deviceKinds().find(name());
    Tunnel6Kind kind = known instanceof Tunnel6Kind listed ? listed : this;
    Ipv6Tunnel device = kind.make(netns, Tunnel6Parameters.plain(fallbackProtocol(), false));
    device.keep();
    LinkRequest request = new LinkRequest();
    request.name = fallbackName();
    netns.links().register(device, request, name());
    table.add(device);
    table.fallback(device);
  }

  /// What the device of every namespace takes.
  int fallbackProtocol() {
    return protocol();
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof Ipv6Tunnel tunnel)) {
      return null;
    }
    return new Shown(tunnel.parameters(), tunnel.linkName());
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof Shown shown) {
      words().show(shown, out);
    }
  }
}
