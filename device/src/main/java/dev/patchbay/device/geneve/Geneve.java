package dev.patchbay.device.geneve;

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
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kind of device that carries Ethernet frames in Geneve, and its module.
public final class Geneve implements DeviceKind, KernelModule {
  /// How a device is at one moment.
  record Shown(GeneveConfig config) implements Snapshot {}

  @Override
  public String name() {
    return "geneve";
  }

  @Override
  public String help() {
    return GeneveWords.HELP;
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    return GeneveWords.parse(args, links);
  }

  /// `geneve_validate`
  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    byte[] address = request.address;
    if (address != null && address.length != Mac.BYTES) {
      throw GeneveRequest.refuse(Errno.EINVAL, "Provided link layer address is not Ethernet.");
    }
    if (address != null && !Mac.of(address, 0).isUsable()) {
      throw GeneveRequest.refuse(Errno.EADDRNOTAVAIL, "Provided Ethernet address is not unicast.");
    }
    if (!(request.options instanceof GeneveRequest)) {
      throw GeneveRequest.refuse(
          Errno.EINVAL, "Not enough attributes provided to perform the operation.");
    }
  }

  /// `geneve_newlink`
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    GeneveRequest words =
        request.options instanceof GeneveRequest said ? said : new GeneveRequest();
    GeneveConfig config = words.begin();
    GeneveSockets.of(netns).check(config);
    GeneveDevice device = new GeneveDevice(netns, this, config);
    links.register(device, request, name());
    GeneveSockets.of(netns).devices().add(device);
    device.bind(request.mtu);
    return device;
  }

  @Override
  public void change(NetDevice device, LinkRequest request) throws NetlinkException {
    if (device instanceof GeneveDevice geneve && request.options instanceof GeneveRequest words) {
      if (geneve.config().external()) {
        throw new NetlinkException(Errno.EOPNOTSUPP);
      }
      geneve.change(words.over(geneve.config()), request.mtu);
    }
  }

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    return device instanceof GeneveDevice geneve ? new Shown(geneve.config()) : null;
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof Shown shown) {
      GeneveWords.show(shown.config(), out);
    }
  }

  // ---- module

  @Override
  public List<String> dependencies() {
    return List.of("udp_tunnel", "ip6_udp_tunnel");
  }

  @Override
  public String path() {
    return "kernel/drivers/net/geneve.ko";
  }

  @Override
  public int size() {
    return 22598;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-geneve",
        "description=Interface driver for GENEVE encapsulated traffic",
        "author=John W. Linville <linville@tuxdriver.com>",
        "version=0.6",
        "license=GPL",
        "parm=log_ecn_error:Log packets received with corrupted ECN (bool)");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
  }
}
