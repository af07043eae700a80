package dev.patchbay.device.team;

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
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The kind of device that joins others into one. It has no words; a program (`teamd`) tells it
/// what to do.
public final class Team implements DeviceKind, KernelModule {
  /// Words that nobody has read.
  private static final Options UNREAD = new Options() {};

  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "team";
  }

  /// iproute2 has no words for it, and ignores what is there.
  @Override
  public Options parse(Args args, LinkParser links) {
    boolean none = !args.hasNext();
    while (args.hasNext()) {
      args.skip();
    }
    return none ? Options.NONE : UNREAD;
  }

  @Override
  public String help() {
    return "Usage: ... team\n";
  }

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    PortKind portKind = Objects.requireNonNull(netns.machine().portKinds().find("team_slave"));
    TeamDevice device = new TeamDevice(netns, this, portKind);
    links.register(device, request, name());
    return device;
  }

  /// Asking for nothing succeeds.
  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (options == UNREAD) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  @Override
  public String path() {
    return "kernel/drivers/net/team/team.ko";
  }

  @Override
  public int size() {
    return 27183;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-team",
        "description=Ethernet team device driver",
        "author=Jiri Pirko <jpirko@redhat.com>",
        "license=GPL v2");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    notifier = new TeamNotifier();
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
