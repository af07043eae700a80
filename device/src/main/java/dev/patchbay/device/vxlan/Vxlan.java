package dev.patchbay.device.vxlan;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kind of device that carries Ethernet frames in UDP, and its module.
public final class Vxlan implements DeviceKind, KernelModule {
  /// How a device is at one moment.
  record Shown(VxlanConfig config, @Nullable String link) implements Snapshot {}

  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "vxlan";
  }

  @Override
  public String help() {
    return VxlanWords.HELP;
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    return VxlanWords.parse(args, links);
  }

  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    VxlanRules.validate(request);
  }

  /// `__vxlan_dev_create`
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    VxlanRequest words = request.options instanceof VxlanRequest said ? said : new VxlanRequest();
    VxlanConfig config = VxlanRules.begin(words);
    NetDevice lower = VxlanRules.check(netns, config, null);
    VxlanDevice device = new VxlanDevice(netns, this, config);
    device.bind(lower, request.mtu);
    links.register(device, request, name());
    if (request.mtu != null) {
      device.limitMtu(lower);
    }
    try {
      device.attach(lower);
    } catch (NetlinkException e) {
      Links.unregister(List.of(device));
      throw e;
    }
    return device;
  }

  @Override
  public void change(NetDevice device, LinkRequest request) throws NetlinkException {
    if (device instanceof VxlanDevice vxlan && request.options instanceof VxlanRequest words) {
      VxlanConfig changed = VxlanRules.change(vxlan.config(), words, request.mtu);
      vxlan.change(changed, VxlanRules.check(vxlan.underlay(), changed, vxlan));
    }
  }

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof VxlanDevice vxlan)) {
      return null;
    }
    VxlanConfig config = vxlan.config();
    return new Shown(config, config.link() == 0 ? null : vxlan.netns().nameOf(config.link()));
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof Shown shown) {
      VxlanWords.show(shown, out);
    }
  }

  // ---- module

  @Override
  public List<String> dependencies() {
    return List.of("udp_tunnel", "ip6_udp_tunnel");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/vxlan/vxlan.ko";
  }

  @Override
  public int size() {
    return 66580;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-vxlan",
        "description=Driver for VXLAN encapsulated traffic",
        "author=Stephen Hemminger <stephen@networkplumber.org>",
        "version=0.1",
        "license=GPL",
        "parm=udp_port:Destination UDP port (ushort)",
        "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    notifier = new VxlanNotifier();
    machine.notifiers().add(notifier);
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
    if (notifier != null) {
      machine.notifiers().remove(notifier);
    }
  }
}
