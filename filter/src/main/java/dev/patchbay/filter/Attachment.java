package dev.patchbay.filter;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.KernelLog;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The place that a match or target is to have (the kernel's `xt_mtchk_param` and
/// `xt_tgchk_param`).
///
/// @param points the hooks from which its chain can be reached
public record Attachment(
    Netns netns,
    TableKind table,
    Set<HookPoint> points,
    Criteria criteria,
    List<Match> matches,
    String what) {
  public Family family() {
    return criteria.family();
  }

  /// The kernel's log of the machine, where it says why it refuses.
  public KernelLog log() {
    return netns.machine().log();
  }

  /// Refuses tables other than these.
  public void onlyIn(TableKind... tables) throws NetlinkException {
    if (!Arrays.asList(tables).contains(table)) {
      throw refuse("only valid in " + tables[0].word() + " table, not " + table.word());
    }
  }

  /// Refuses rules that a packet can reach from other hooks than these.
  public void onlyAt(HookPoint... allowed) throws NetlinkException {
    Set<HookPoint> known = Set.of(allowed);
    if (!known.containsAll(points)) {
      String only = what.endsWith("target") ? ", but only usable from " : ", but only valid from ";
      throw refuse("used from hooks " + names(points) + only + names(known));
    }
  }

  private static String names(Set<HookPoint> points) {
    StringBuilder names = new StringBuilder();
    for (HookPoint point : HookPoint.values()) {
      if (points.contains(point)) {
        names.append(names.isEmpty() ? "" : "/").append(point.name());
      }
    }
    return names.toString();
  }

  /// Refuses rules of other protocols than this one.
  public void onlyFor(int protocol) throws NetlinkException {
    if (criteria.protocol() != protocol || criteria.notProtocol()) {
      throw refuse("only valid for protocol " + protocol);
    }
  }

  /// Whether a match of the rule lets only segments with SYN through.
  public boolean looksAtSyn() {
    return matches.stream().anyMatch(match -> match instanceof SynMatch syn && syn.wantsSyn());
  }

  /// A refusal with a line of its own in the kernel's log.
  public NetlinkException refuseSaying(String line) {
    log().print(line);
    return new NetlinkException(Errno.EINVAL);
  }

  /// A refusal with the reason in the kernel's log.
  public NetlinkException refuse(String reason) {
    String tables = family() == Family.IPV4 ? "ip_tables" : "ip6_tables";
    log().print("x_tables: " + tables + ": " + what + ": " + reason);
    return new NetlinkException(Errno.EINVAL);
  }
}
