package dev.patchbay.device.bridge.multicast;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A port's part in a group, or that of the bridge's own host, at one moment (`RTM_NEWMDB`).
///
/// @param port the port's device, or the bridge
/// @param details what is known of a port's part only
/// @param timer nanoseconds until it ends
public record MdbSnapshot(
    NetDevice bridge,
    NetDevice port,
    Group group,
    boolean permanent,
    long timer,
    @Nullable Details details) {

  /// What is known of a port's part.
  ///
  /// @param byUser whether a request made it
  /// @param excludes whether it wants all sources but some, or null where sources do not count
  public record Details(
      boolean byUser,
      @Nullable Boolean excludes,
      List<Listed> sources,
      boolean leftFast,
      boolean byStar,
      boolean blocked) {}

  /// A source, and nanoseconds until it is no longer wanted.
  public record Listed(Ip address, long timer) {}

  static MdbSnapshot of(Snooping snooping, MdbEntry entry, @Nullable PortGroup member) {
    NetDevice bridge = snooping.bridge();
    if (member == null) {
      Group group = entry.group();
      return new MdbSnapshot(bridge, bridge, group, group.isLink(), entry.timer.remaining(), null);
    }
    return new MdbSnapshot(
        bridge,
        member.port().device(),
        entry.group(),
        member.isPermanent(),
        member.timer().remaining(),
        details(snooping, entry.group(), member));
  }

  private static Details details(Snooping snooping, Group group, PortGroup member) {
    boolean known = !group.isLink() && snooping.all().settings().knowsSources(group.family());
    List<Listed> sources = new ArrayList<>();
    if (known) {
      Family family = group.family();
      for (Source source : member.sources()) {
        Ip address = new Ip(family, source.hi(), source.lo());
        sources.add(new Listed(address, source.timer.remaining()));
      }
    }
    return new Details(
        member.isByUser(),
        known ? member.excludes : null,
        List.copyOf(sources),
        member.leftFast,
        member.byStar,
        member.blocked);
  }
}
