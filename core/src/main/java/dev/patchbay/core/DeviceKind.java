package dev.patchbay.core;

import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Mac;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A kind of device (`rtnl_link_ops` and iproute2's `link_util` in one): its words, and how it is
/// made. One file a kind, and one line in its module's `provides`; it is found by its class name,
/// see [Catalogue].
public interface DeviceKind {
  /// What the words after `type KIND` said: immutable, and not checked against the network yet.
  interface Options {
    /// No words at all.
    Options NONE = new Options() {};
  }

  /// What `ip -d link` shows of a device of this kind: immutable.
  interface Snapshot {}

  /// As it is written after `type`: `veth`.
  String name();

  /// How a new device is called when no name is given, before its number: `veth` for `veth%d`.
  default String namePrefix() {
    return name();
  }

  /// The module that it is part of.
  default String module() {
    return name();
  }

  /// Reads the words after `type KIND`, to the end.
  ///
  /// @throws dev.patchbay.core.text.CommandException with the real command's words
  default Options parse(Args args, LinkParser links) {
    if (args.hasNext()) {
      throw unknown(args);
    }
    return Options.NONE;
  }

  /// Refuses the next word as iproute2 does where a kind has no words.
  private static RuntimeException unknown(Args args) {
    String word = args.next();
    return new CommandException(
        255, "Garbage instead of arguments \"" + word + " ...\". Try \"ip link help\".");
  }

  /// Refuses what a request for this kind cannot be granted for, whatever the network looks like
  /// (`rtnl_link_ops.validate`). Most kinds have Ethernet addresses.
  default void validate(LinkRequest request) throws NetlinkException {
    byte[] address = request.address;
    if (address == null) {
      return;
    }
    if (address.length != Mac.BYTES) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (!Mac.of(address, 0).isUsable()) {
      throw new NetlinkException(Errno.EADDRNOTAVAIL);
    }
  }

  /// Makes the device and whatever comes with it, in `netns`, registered through `links`. What is
  /// made is taken back when this throws.
  NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException;

  /// Changes a device of this kind.
  default void change(NetDevice device, Options options) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  /// Changes a device of this kind as the request says, which may ask for more than the kind's own.
  default void change(NetDevice device, LinkRequest request) throws NetlinkException {
    Options options = request.options;
    if (options != null) {
      change(device, options);
    }
  }

  /// What `ip -d link` shows of the device now, or null when there is nothing to show.
  default @Nullable Snapshot snapshot(NetDevice device) {
    return null;
  }

  /// Shows what [#snapshot] gave, as `ip -d link` does behind the kind's name.
  default void show(Snapshot snapshot, Output out) {}

  /// As [#show(Snapshot, Output)], for a kind that shows users by their names.
  default void show(Snapshot snapshot, Output out, Accounts accounts) {
    show(snapshot, out);
  }

  /// What a device of this kind has under `/sys/class/net/DEV` beside what all have.
  default Map<String, Node> sysFiles(NetDevice device) {
    return Map.of();
  }

  /// What `ip link help KIND` prints.
  default String help() {
    return "";
  }
}
