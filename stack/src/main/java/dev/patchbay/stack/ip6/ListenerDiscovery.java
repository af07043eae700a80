package dev.patchbay.stack.ip6;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.multicast.Membership;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a device tells the routers of its link which groups it listens to (RFC 2710, RFC 3810,
/// net/ipv6/mcast.c): when one is joined or left, when its first address may be used, and when it
/// is asked.
///
/// Changes are told `mld_qrv` times, at random moments of the unsolicited report interval.
public final class ListenerDiscovery {
  private static final long MILLISECOND = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final int QUERY_INTERVAL_SECONDS = 125;
  private static final int RESPONSE_INTERVAL_SECONDS = 10;
  private static final long[] NO_SOURCES = {};

  private final Inet6Device inet;
  private final List<Membership> groups = new ArrayList<>(2);
  private List<Membership> left = List.of();
  private @Nullable Timer changeTimer;
  private @Nullable Timer initialTimer;
  private @Nullable Timer answerTimer;
  private int changeReports;
  private int initialReports;
  private int robustness;
  private int queryIntervalSeconds = QUERY_INTERVAL_SECONDS;
  private int responseIntervalSeconds = RESPONSE_INTERVAL_SECONDS;
  private long version1Until;

  ListenerDiscovery(Inet6Device inet) {
    this.inet = inet;
    reset();
  }

  /// `ipv6_mc_reset`
  private void reset() {
    robustness = robustnessSetting();
    queryIntervalSeconds = QUERY_INTERVAL_SECONDS;
    responseIntervalSeconds = RESPONSE_INTERVAL_SECONDS;
    version1Until = 0;
  }

  private int robustnessSetting() {
    return Ip6Netns.of(inet.netns().machine().initialNetns()).setting(Ip6Setting.MLD_QRV);
  }

  private EventLoop loop() {
    return inet.netns().world().loop();
  }

  // ---- the groups

  /// The membership of a group that routers are told of, or null.
  @Nullable Membership find(long hi, long lo) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).is(hi, lo)) {
        return groups.get(i);
      }
    }
    return null;
  }

  List<Membership> groups() {
    return groups;
  }

  /// One more listens to the group: to all its sources, or with `include` to those it will name.
  void joined(long hi, long lo, boolean first, boolean include) {
    if (!first) {
      Membership known = find(hi, lo);
      if (known != null && known.add(include, NO_SOURCES, false, robustness)) {
        changed();
      }
      return;
    }
    Membership group = new Membership(hi, lo, include);
    groups.addFirst(group);
    forgetLeft(group);
    begin(group);
  }

  /// One less listens to the group.
  void left(long hi, long lo, boolean last, boolean include) {
    Membership group = find(hi, lo);
    if (group == null) {
      return;
    }
    if (!last) {
      if (group.remove(include, NO_SOURCES, false, robustness)) {
        changed();
      }
      return;
    }
    groups.remove(group);
    end(group);
  }

  /// Somebody who listens to the group names more sources that it wants, or with `include` false
  /// does not want: halves of addresses in turn.
  void addSources(long hi, long lo, boolean include, long[] sources) {
    Membership group = find(hi, lo);
    if (group != null && group.add(include, sources, true, robustness)) {
      changed();
    }
  }

  /// Undoes [#addSources].
  void removeSources(long hi, long lo, boolean include, long[] sources) {
    Membership group = find(hi, lo);
    if (group != null && group.remove(include, sources, true, robustness)) {
      changed();
    }
  }

  /// `igmp6_group_added`
  private void begin(Membership group) {
    if (!group.isOnLink) {
      group.isOnLink = true;
      inet.listenOnLink(group.lo, true);
    }
    if (!inet.device().isUp()) {
      return;
    }
    if (speaksVersion1()) {
      join(group);
      return;
    }
    if (!group.includes()) {
      group.reports = robustness;
    }
    changed();
  }

  /// `igmp6_group_dropped`
  private void end(Membership group) {
    if (group.isOnLink) {
      group.isOnLink = false;
      inet.listenOnLink(group.lo, false);
    }
    disarm(group.timer);
    if (!speaksVersion1()) {
      group.repeat(robustness);
      group.reports = robustness;
      left = left.isEmpty() ? new ArrayList<>(1) : left;
      left.addFirst(group);
      changed();
    } else if (group.reportedLast) {
      MulticastSender.send(output(), inet.device(), Icmpv6.LISTENER_DONE, group.hi, group.lo);
    }
  }

  /// The group was left before, and routers have not heard all of that yet (`mld_del_delrec`).
  private void forgetLeft(Membership group) {
    for (Membership old : left) {
      if (old.is(group.hi, group.lo)) {
        left.remove(old);
        group.takeOver(old);
        group.repeat(robustness);
        return;
      }
    }
  }

  // ---- the device

  /// The device has come up, or an address is given: everything is told (`ipv6_mc_up`).
  void up() {
    reset();
    for (Membership group : List.copyOf(groups)) {
      forgetLeft(group);
      begin(group);
    }
  }

  /// The device has gone down: nothing more is told (`ipv6_mc_down`).
  void down() {
    for (Membership group : groups) {
      if (group.isOnLink) {
        group.isOnLink = false;
        inet.listenOnLink(group.lo, false);
      }
      disarm(group.timer);
      group.reports = 0;
    }
    left = List.of();
    stop();
  }

  /// What is going to be said is not said.
  void stop() {
    changeReports = 0;
    initialReports = 0;
    disarm(changeTimer);
    disarm(initialTimer);
    disarm(answerTimer);
  }

  /// The device's link-local address may be used: reports that were sent from nobody are sent again
  /// (`ipv6_mc_dad_complete`).
  void addressReady() {
    initialReports = robustness;
    sayInitial();
  }

  // ---- reports

  private Ip6Output output() {
    return Ip6.of(inet.netns().machine()).output();
  }

  /// `mld_ifc_event`
  private void changed() {
    if (!speaksVersion1() && isReachable()) {
      changeReports = robustness;
      changeTimer = arm(changeTimer, this::sayChanges, 1);
    }
  }

  private boolean isReachable() {
    NetDevice device = inet.device();
    return device.isUp() && (device.flags() & DeviceFlags.LOOPBACK) == 0;
  }

  /// A timer for a random moment within the delay (`mld_ifc_start_work` and the like).
  private Timer arm(@Nullable Timer timer, Runnable action, long delay) {
    Timer armed = timer == null ? new Timer(inet.netns().machine().number(), action) : timer;
    long moment = Ip6Netns.of(inet.netns()).random().between(0, Math.max(delay, 1) - 1);
    moment -= moment % NeighbourSetting.JIFFY;
    loop().arm(armed, loop().now() + moment + 2 * NeighbourSetting.JIFFY);
    return armed;
  }

  private void disarm(@Nullable Timer timer) {
    if (timer != null) {
      loop().disarm(timer);
    }
  }

  private long unsolicitedInterval() {
    Ipv6Setting setting =
        speaksVersion1()
            ? Ipv6Setting.MLDV1_UNSOLICITED_REPORT_INTERVAL
            : Ipv6Setting.MLDV2_UNSOLICITED_REPORT_INTERVAL;
    return Math.max(inet.setting(setting) * MILLISECOND, NeighbourSetting.JIFFY);
  }

  /// `mld_ifc_work`
  private void sayChanges() {
    ListenerReport report = new ListenerReport(output(), inet.device());
    for (Iterator<Membership> all = left.iterator(); all.hasNext(); ) {
      Membership group = all.next();
      report.addLeft(group);
      if (group.reports > 0 && --group.reports == 0) {
        group.forgetTold();
      }
      if (group.reports == 0 && group.sources().isEmpty() && group.gone().isEmpty()) {
        all.remove();
      }
    }
    for (Membership group : groups) {
      report.addChanges(group);
      group.reports = Math.max(group.reports - 1, 0);
    }
    report.send();
    left = left.isEmpty() ? List.of() : left;
    if (changeReports > 0 && --changeReports > 0) {
      changeTimer = arm(changeTimer, this::sayChanges, unsolicitedInterval());
    }
  }

  /// `mld_dad_work`
  private void sayInitial() {
    if (initialReports == 0) {
      return;
    }
    if (!speaksVersion1() && isReachable()) {
      ListenerReport report = new ListenerReport(output(), inet.device());
      groups.forEach(report::addInitial);
      report.send();
    }
    if (--initialReports > 0) {
      initialTimer = arm(initialTimer, this::sayInitial, unsolicitedInterval());
    }
  }

  private void sayAll() {
    ListenerReport report = new ListenerReport(output(), inet.device());
    groups.forEach(report::addState);
    report.send();
  }

  /// Says that the group is listened to (`mld_mca_work`).
  private void say(Membership group) {
    group.reportedLast = true;
    if (speaksVersion1()) {
      MulticastSender.send(output(), inet.device(), Icmpv6.LISTENER_REPORT, group.hi, group.lo);
      return;
    }
    ListenerReport report = new ListenerReport(output(), inet.device());
    report.addState(group);
    report.send();
  }

  // ---- version 1

  /// Whether a router of version 1 is there, or the settings say so.
  boolean speaksVersion1() {
    int all = inet.all().value(Ipv6Setting.FORCE_MLD_VERSION);
    int forced = all != 0 ? all : inet.setting(Ipv6Setting.FORCE_MLD_VERSION);
    return forced == 1 || (forced != 2 && version1Until > loop().now());
  }

  private boolean speaksVersion2Only() {
    int all = inet.all().value(Ipv6Setting.FORCE_MLD_VERSION);
    return (all != 0 ? all : inet.setting(Ipv6Setting.FORCE_MLD_VERSION)) == 2;
  }

  /// `igmp6_join_group`
  private void join(Membership group) {
    if (!isReachable()) {
      return;
    }
    MulticastSender.send(output(), inet.device(), Icmpv6.LISTENER_REPORT, group.hi, group.lo);
    Timer timer = group.timer;
    if (timer == null || !timer.isArmed()) {
      answer(group, unsolicitedInterval());
    }
    group.reportedLast = true;
  }

  // ---- answers

  /// A router of version 1 asks (`mld_process_v1`); false when it is not to be heard. A query that
  /// is longer comes from one of version 2, and what is spoken stays.
  boolean heardVersion1(boolean shortQuery) {
    if (speaksVersion2Only()) {
      return false;
    }
    if (shortQuery) {
      long after = (long) robustness * queryIntervalSeconds + responseIntervalSeconds;
      version1Until = loop().now() + after * SECOND;
    }
    disarm(answerTimer);
    disarm(changeTimer);
    changeReports = 0;
    left = List.of();
    return true;
  }

  /// A router of version 2 says how often and how fast (`mld_process_v2`).
  void heardVersion2(int times, int intervalSeconds, int responseMillis) {
    robustness = times > 0 ? times : robustnessSetting();
    robustness = Math.max(robustness, Math.min(2, robustnessSetting()));
    queryIntervalSeconds = intervalSeconds;
    responseIntervalSeconds = (int) (responseMillis * MILLISECOND / SECOND);
  }

  /// All groups are asked for (`mld_gq_start_work`).
  void answerAll(long delay) {
    answerTimer = arm(answerTimer, this::sayAll, delay);
  }

  /// A group is asked for (`igmp6_group_queried`): within the delay it is said, earlier if it was
  /// to be anyway.
  void answer(Membership group, long delay) {
    Timer timer = group.timer;
    if (timer == null) {
      timer = new Timer(inet.netns().machine().number(), () -> say(group));
      group.timer = timer;
    }
    if (timer.isArmed() && group.due - loop().now() < delay) {
      return;
    }
    long moment = Ip6Netns.of(inet.netns()).random().between(0, Math.max(delay, 1) - 1);
    group.due = loop().now() + moment;
    loop().arm(timer, group.due);
  }

  /// Somebody else has said that it listens to the group: that is enough for routers of version 1.
  void heardReport(long hi, long lo) {
    Membership group = find(hi, lo);
    if (group != null) {
      disarm(group.timer);
      group.reportedLast = false;
    }
  }

  /// Whether a packet of the group from this source is wanted.
  boolean wants(long hi, long lo, long sourceHi, long sourceLo) {
    Membership group = find(hi, lo);
    return group == null
        || Ipv6.isUnspecified(sourceHi, sourceLo)
        || group.wants(sourceHi, sourceLo);
  }
}
