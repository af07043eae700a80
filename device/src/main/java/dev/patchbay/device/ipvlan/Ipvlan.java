package dev.patchbay.device.ipvlan;

import dev.patchbay.core.Features;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressChain;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kind of device that has network addresses of its own on a parent that it shares.
public final class Ipvlan extends IpvlanKind implements KernelModule {
  private static final IpvlanAddressListener ADDRESSES = new IpvlanAddressListener();

  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "ipvlan";
  }

  @Override
  IpvlanDevice make(Netns netns, IpvlanPort port) {
    IpvlanDevice device = new IpvlanDevice(netns, this, port, Features.NO_QUEUE);
    device.refuseRxHandlers();
    return device;
  }

  @Override
  public String path() {
    return "kernel/drivers/net/ipvlan/ipvlan.ko";
  }

  @Override
  public int size() {
    return 22422;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-ipvlan",
        "description=Driver for L3 (IPv6/IPv4) based VLANs",
        "author=Mahesh Bandewar <maheshb@google.com>",
        "license=GPL");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    notifier = new IpvlanNotifier();
    machine.notifiers().add(notifier);
    AddressChain.of(machine).add(Family.IPV4, ADDRESSES);
    AddressChain.of(machine).add(Family.IPV6, ADDRESSES);
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
    AddressChain.of(machine).remove(Family.IPV4, ADDRESSES);
    AddressChain.of(machine).remove(Family.IPV6, ADDRESSES);
    if (notifier != null) {
      machine.notifiers().remove(notifier);
    }
  }
}
