package dev.patchbay.device.macvlan;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.macvlan.MacvlanOptions.ListChange;
import dev.patchbay.device.macvlan.MacvlanOptions.Verb;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What macvlan and macvtap have in common: words, refusals, and what is shown.
abstract class MacvlanKind implements DeviceKind {
  /// How a device is at one moment.
  private record Shown(
      MacvlanMode mode, int flags, int queueLength, int usedQueueLength, List<Long> sources)
      implements Snapshot {}

  /// The device, not registered yet.
  abstract MacvlanDevice make(Netns netns, MacvlanPort port, MacvlanOptions words)
      throws NetlinkException;

  @Override
  public Options parse(Args args, LinkParser links) {
    return args.hasNext() ? new MacvlanWords(name(), args).parse() : Options.NONE;
  }

  @Override
  public String help() {
    return MacvlanWords.usage(name());
  }

  // ---- requests

  /// `macvlan_validate`
  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    DeviceKind.super.validate(request);
    ListChange list = words(request.options).list();
    if (list == null || list.verb() == Verb.SET) {
      return;
    }
    for (long mac : list.macs()) {
      if (!Mac.isUsable(mac)) {
        throw new NetlinkException(Errno.EADDRNOTAVAIL);
      }
    }
  }

  private static MacvlanOptions words(@Nullable Options options) {
    return options instanceof MacvlanOptions words ? words : MacvlanOptions.NONE;
  }

  /// `macvlan_common_newlink`: on top of another one it is its sibling.
  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    NetDevice link = request.link;
    if (link == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    NetDevice below = link instanceof MacvlanDevice sibling ? sibling.below() : link;
    if (request.mtu != null && request.mtu > below.mtu()) {
      throw new NetlinkException(Errno.EINVAL);
    }
    MacvlanPort port = MacvlanPort.of(below);
    try {
      return create(netns, port, request, links);
    } catch (NetlinkException e) {
      port.destroyIfUnused();
      throw e;
    }
  }

  private NetDevice create(Netns netns, MacvlanPort port, LinkRequest request, Links links)
      throws NetlinkException {
    MacvlanOptions words = words(request.options);
    MacvlanDevice device = make(netns, port, words);
    port.check(device.mode());
    if (words.list() != null) {
      device.change(words.list());
    }
    try {
      links.register(device, request, name());
    } catch (NetlinkException e) {
      port.remove(device);
      throw e;
    }
    port.add(device);
    try {
      device.linkAbove(port.below(), false);
    } catch (NetlinkException e) {
      Links.unregister(List.of(device));
      throw e;
    }
    return device;
  }

  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (device instanceof MacvlanDevice macvlan) {
      macvlan.change(words(options));
    }
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof MacvlanDevice macvlan)) {
      return null;
    }
    return new Shown(
        macvlan.mode(),
        macvlan.macvlanFlags(),
        macvlan.queueLength(),
        macvlan.usedQueueLength(),
        macvlan.sources());
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (!(snapshot instanceof Shown shown)) {
      return;
    }
    out.string("mode", "mode ", shown.mode.word(), " ");
    showFlag(shown.flags & MacvlanOptions.NOPROMISC, "nopromisc", out);
    showFlag(shown.flags & MacvlanOptions.NODST, "nodst", out);
    long used = Integer.toUnsignedLong(shown.usedQueueLength);
    out.number("bcqueuelen", "bcqueuelen ", Integer.toUnsignedLong(shown.queueLength), " ");
    out.number("usedbcqueuelen", "usedbcqueuelen ", used, " ");
    if (shown.mode == MacvlanMode.SOURCE) {
      showSources(shown.sources, out);
    }
  }

  private static void showFlag(int flag, String word, Output out) {
    if (flag != 0) {
      out.flag(word, word + " ", true);
    }
  }

  private static void showSources(List<Long> sources, Output out) {
    out.number("macaddr_count", "remotes (", sources.size(), ") ");
    if (sources.isEmpty()) {
      return;
    }
    out.openArray("macaddr_data");
    for (long mac : sources) {
      out.string(null, "", Mac.format(mac), " ");
    }
    out.closeArray();
  }
}
