package dev.patchbay.device.vrf;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.RouteTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kind of device that stands for a routing domain: its ports are routed by its table
/// (Documentation/networking/vrf.rst).
public final class Vrf implements DeviceKind, KernelModule {
  private static final String USAGE = "Usage: ... vrf table TABLEID";

  /// @param table as it was written, 0 included; null when it was not
  private record Words(@Nullable Integer table) implements Options {}

  /// @param table see [RouteTable]
  record Shown(int table) implements Snapshot {}

  @Override
  public String name() {
    return "vrf";
  }

  @Override
  public String path() {
    return "kernel/drivers/net/vrf.ko";
  }

  @Override
  public int size() {
    return 19083;
  }

  @Override
  public List<String> about() {
    return List.of(
        "version=1.1",
        "alias=rtnl-link-vrf",
        "license=GPL",
        "description=Device driver to instantiate VRF domains",
        "author=Shrijeet Mukherjee, David Ahern");
  }

  @Override
  public String help() {
    return USAGE + "\n";
  }

  // ---- words

  @Override
  public Options parse(Args args, LinkParser links) {
    Integer table = null;
    while (args.hasNext()) {
      String word = args.next();
      if (!Args.matches(word, "table")) {
        String complaint =
            Args.matches(word, "help") ? "" : "vrf: unknown option \"" + word + "\"?\n";
        throw new CommandException(1, complaint + USAGE);
      }
      String name = args.next();
      Integer id = links.table(name);
      if (id == null) {
        throw Args.invarg("invalid table ID\n", name);
      }
      table = id;
    }
    return new Words(table);
  }

  // ---- requests

  /// `vrf_newlink`
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    Integer table = request.options instanceof Words words ? words.table : null;
    if (table == null) {
      throw new NetlinkException(Errno.EINVAL, "VRF table id is missing.");
    }
    if (table == RouteTable.UNSPEC) {
      throw new NetlinkException(Errno.EINVAL, "Invalid VRF table id.");
    }
    VrfDomains domains = VrfDomains.of(netns);
    domains.check(table);
    VrfDevice device = new VrfDevice(netns, this, table);
    links.register(device, request, name());
    domains.add(device);
    Fib.of(netns, Family.IPV4).ensureTable(table);
    Fib.of(netns, Family.IPV6).ensureTable(table);
    VrfDomains.addRules(netns);
    return device;
  }

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    return device instanceof VrfDevice vrf ? new Shown(vrf.table()) : null;
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof Shown shown) {
      out.number("table", "table ", Integer.toUnsignedLong(shown.table), " ");
    }
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    VrfDomains.addFiles(machine);
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }
}
