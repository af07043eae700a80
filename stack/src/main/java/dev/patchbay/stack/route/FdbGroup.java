package dev.patchbay.stack.route;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// A group of nexthops that an entry of a tunnel's forwarding database leads to
/// (`vxlan_fdb_nh_update`): it follows whatever the group becomes.
public final class FdbGroup {
  private final Nexthop group;

  private FdbGroup(Nexthop group) {
    this.group = group;
  }

  /// The group of this number, for tunnels above the family.
  ///
  /// @param gone what is to be done when the group is deleted
  /// @throws NetlinkException when there is none, or it is no group for a forwarding database
  public static FdbGroup named(Netns netns, long id, Family family, Runnable gone)
      throws NetlinkException {
    Nexthop nexthop = Nexthops.of(netns).find((int) id);
    if (nexthop == null) {
      throw NexthopChecks.invalid("Nexthop id does not exist.");
    }
    if (!nexthop.fdb) {
      throw NexthopChecks.invalid("Nexthop is not a fdb nexthop.");
    }
    if (!nexthop.isGroup()) {
      throw NexthopChecks.invalid("Nexthop is not a multipath group.");
    }
    if (nexthop.members[0].nexthop().family != family) {
      throw new NetlinkException(Errno.EAFNOSUPPORT, "Nexthop group family not supported.");
    }
    nexthop.gone.add(gone);
    return new FdbGroup(nexthop);
  }

  /// An entry leads to it no longer.
  public void release(Runnable gone) {
    group.gone.remove(gone);
  }

  public int id() {
    return group.id;
  }

  /// The end that a flow with this hash goes to, each as often as its weight says.
  public @Nullable Ip choose(int hash) {
    int total = 0;
    for (Nexthop.Member member : group.members) {
      total += member.weight();
    }
    int left = (int) (((hash & 0xffff_ffffL) * total) >>> Integer.SIZE);
    for (Nexthop.Member member : group.members) {
      left -= member.weight();
      if (left < 0) {
        return member.nexthop().gateway;
      }
    }
    return null;
  }
}
