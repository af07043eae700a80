package dev.patchbay.device.ipvlan;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What ipvlan and ipvtap have in common: words, refusals, and what is shown.
abstract class IpvlanKind implements DeviceKind {
  /// How a device is at one moment.
  private record Shown(IpvlanMode mode, int flags) implements Snapshot {}

  /// The device, not registered yet.
  abstract IpvlanDevice make(Netns netns, IpvlanPort port) throws NetlinkException;

  @Override
  public String help() {
    return """
    Usage: ... %s [ mode MODE ] [ FLAGS ]

    MODE: l3 | l3s | l2
    FLAGS: bridge | private | vepa
    (first values are the defaults if nothing is specified).
    """
        .formatted(name());
  }

  // ---- words

  @Override
  public Options parse(Args args, LinkParser links) {
    if (!args.hasNext()) {
      return Options.NONE;
    }
    IpvlanMode mode = null;
    Integer flags = null;
    while (args.hasNext()) {
      String word = args.next();
      Integer flag = flags == null ? flag(word) : null;
      if (Args.matches(word, "mode")) {
        mode = mode(args.next());
      } else if (flag != null) {
        flags = flag;
      } else {
        throw refusal(word);
      }
    }
    return new IpvlanOptions(mode, flags == null ? 0 : flags);
  }

  private static IpvlanMode mode(String word) {
    IpvlanMode mode = IpvlanMode.of(word);
    if (mode == null) {
      throw new CommandException(
          1, "Error: argument of \"mode\" must be either \"l2\", \"l3\" or \"l3s\"");
    }
    return mode;
  }

  private static @Nullable Integer flag(String word) {
    if (Args.matches(word, "private")) {
      return IpvlanOptions.PRIVATE;
    }
    if (Args.matches(word, "vepa")) {
      return IpvlanOptions.VEPA;
    }
    return Args.matches(word, "bridge") ? 0 : null;
  }

  private CommandException refusal(String word) {
    boolean asksForHelp = Args.matches(word, "help");
    String complaint = asksForHelp ? "" : name() + ": unknown option \"" + word + "\"?\n";
    return new CommandException(1, complaint + help().stripTrailing());
  }

  // ---- requests

  /// Whatever address is asked for, it gets the parent's.
  @Override
  public void validate(LinkRequest request) {}

  /// `ipvlan_link_new`: on top of another one it is its sibling. Who says no mode says l3, for all
  /// of them.
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    NetDevice link = request.link;
    if (link == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    NetDevice below = link instanceof IpvlanDevice sibling ? sibling.below() : link;
    IpvlanPort port = IpvlanPort.of(below);
    IpvlanDevice device = make(netns, port);
    if (request.address == null) {
      device.keepAddress();
    }
    try {
      links.register(device, request, name());
    } catch (NetlinkException e) {
      port.destroyIfUnused();
      throw e;
    }
    try {
      device.linkAbove(below, false);
      begin(device, request.options);
    } catch (NetlinkException e) {
      Links.unregister(List.of(device));
      throw e;
    }
    return device;
  }

  private static void begin(IpvlanDevice device, @Nullable Options options)
      throws NetlinkException {
    IpvlanMode mode = IpvlanMode.L3;
    if (options instanceof IpvlanOptions words) {
      device.parentPort().flags(words.flags());
      mode = Objects.requireNonNullElse(words.mode(), mode);
    }
    device.parentPort().mode(mode);
    device.parentPort().add(device);
    device.followState();
  }

  /// `ipvlan_nl_changelink`: for all devices of the parent.
  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (device instanceof IpvlanDevice ipvlan && options instanceof IpvlanOptions words) {
      if (words.mode() != null) {
        ipvlan.parentPort().mode(words.mode());
      }
      ipvlan.parentPort().flags(words.flags());
    }
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    return device instanceof IpvlanDevice ipvlan
        ? new Shown(ipvlan.parentPort().mode(), ipvlan.parentPort().flags())
        : null;
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (!(snapshot instanceof Shown shown)) {
      return;
    }
    out.string("mode", " mode ", shown.mode.word(), " ");
    String flag =
        switch (shown.flags) {
          case IpvlanOptions.PRIVATE -> "private";
          case IpvlanOptions.VEPA -> "vepa";
          default -> "bridge";
        };
    out.flag(flag, flag + " ", true);
  }
}
