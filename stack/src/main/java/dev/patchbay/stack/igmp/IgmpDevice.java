package dev.patchbay.stack.igmp;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Igmp;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.Ipv4Setting;
import dev.patchbay.stack.address.Listening;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.multicast.Membership;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a device says of its groups: when one is joined or left, and when it is asked (`in_device`,
/// `ip_mc_list`).
///
/// Changes are told `igmp_qrv` times, at random moments of the unsolicited report interval. While a
/// router of version 1 or 2 is heard, or the settings say so, single groups are told of instead.
public final class IgmpDevice implements Listening {
  private static final long JIFFY = NeighbourSetting.JIFFY;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final long QUERY_INTERVAL = 125 * SECOND;
  private static final long RESPONSE_INTERVAL = 10 * SECOND;
  private static final long[] NO_SOURCES = {};

  private final InetDevice inet;
  private final IpStack stack;
  private final RandomStream random;
  private final List<Membership> groups = new ArrayList<>(1);
  private List<Membership> left = List.of();
  private @Nullable Timer changeTimer;
  private @Nullable Timer answerTimer;
  private int changeReports;

  /// What a querier has said, or 0.
  private int robustness;

  private long queryInterval = QUERY_INTERVAL;
  private long responseInterval = RESPONSE_INTERVAL;
  private long answerDue;
  private long version1Until;
  private long version2Until;

  IgmpDevice(InetDevice inet) {
    this.inet = inet;
    this.stack = IpStack.of(inet.netns());
    this.random = inet.netns().random("igmp/" + inet.device().index());
  }

  /// What a device says of its groups, or null when it has none.
  static @Nullable IgmpDevice of(NetDevice device) {
    InetDevice inet = InetDevice.inet(device);
    return inet == null ? null : (IgmpDevice) inet.listening();
  }

  private EventLoop loop() {
    return inet.netns().world().loop();
  }

  private NetDevice device() {
    return inet.device();
  }

  // ---- the groups

  @Nullable Membership find(long hi) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).is(hi, 0)) {
        return groups.get(i);
      }
    }
    return null;
  }

  List<Membership> groups() {
    return groups;
  }

  @Override
  public void joined(long hi, boolean first, boolean include) {
    if (!first) {
      Membership known = find(hi);
      if (known != null && known.add(include, NO_SOURCES, false, times())) {
        changed();
      }
      return;
    }
    Membership group = new Membership(hi, 0, include);
    groups.addFirst(group);
    forgetLeft(group);
    begin(group);
  }

  @Override
  public void left(long hi, boolean last, boolean include) {
    Membership group = find(hi);
    if (group == null) {
      return;
    }
    if (!last) {
      if (group.remove(include, NO_SOURCES, false, times())) {
        changed();
      }
      return;
    }
    groups.remove(group);
    end(group);
  }

  @Override
  public void addSources(long hi, boolean include, long[] sources) {
    Membership group = find(hi);
    if (group != null && group.add(include, sources, true, times())) {
      changed();
    }
  }

  @Override
  public void removeSources(long hi, boolean include, long[] sources) {
    Membership group = find(hi);
    if (group != null && group.remove(include, sources, true, times())) {
      changed();
    }
  }

  @Override
  public boolean wants(long hi, long sourceHi) {
    Membership group = find(hi);
    return group == null || sourceHi == 0 || group.wants(sourceHi, 0);
  }

  /// Whether routers hear of the group: one of the link itself only if the settings say so.
  private boolean isTold(Membership group) {
    boolean ofLink = group.hi >>> 40 == 0xe0_0000;
    return !ofLink || stack.settings().isOn(IpSetting.IGMP_LINK_LOCAL_MCAST_REPORTS);
  }

  private int times() {
    return robustness == 0 ? stack.settings().get(IpSetting.IGMP_QRV) : robustness;
  }

  /// `igmp_group_added`
  private void begin(Membership group) {
    if (!isTold(group)) {
      return;
    }
    group.unsolicited = stack.settings().get(IpSetting.IGMP_QRV);
    if (speaksOld()) {
      start(group, JIFFY);
      return;
    }
    if (!group.includes()) {
      group.reports = times();
    }
    changed();
  }

  /// `igmp_group_dropped`
  private void end(Membership group) {
    boolean reportedLast = group.reportedLast;
    stop(group);
    if (!isTold(group) || inet.isDead() || speaksVersion1()) {
      return;
    }
    if (speaksVersion2()) {
      if (reportedLast) {
        IgmpSender.send(device(), Igmp.LEAVE, address(group));
      }
      return;
    }
    group.repeat(times());
    group.reports = times();
    left = left.isEmpty() ? new ArrayList<>(1) : left;
    left.addFirst(group);
    changed();
  }

  private static int address(Membership group) {
    return (int) (group.hi >>> 32);
  }

  /// The group was left before, and routers have not heard all of that yet (`igmpv3_del_delrec`).
  private void forgetLeft(Membership group) {
    for (Membership old : left) {
      if (old.is(group.hi, 0)) {
        left.remove(old);
        group.takeOver(old);
        group.repeat(times());
        return;
      }
    }
  }

  // ---- the device

  /// The device has come up: everything is told (`ip_mc_up`).
  void up() {
    robustness = 0;
    queryInterval = QUERY_INTERVAL;
    responseInterval = RESPONSE_INTERVAL;
    version1Until = 0;
    version2Until = 0;
    for (Membership group : List.copyOf(groups)) {
      forgetLeft(group);
      begin(group);
    }
  }

  /// The device goes down: nothing more is told (`ip_mc_down`).
  void down() {
    groups.forEach(this::stop);
    left = List.of();
    changeReports = 0;
    disarm(changeTimer);
    disarm(answerTimer);
  }

  // ---- versions

  private boolean isForced(int version) {
    return inet.all().value(Ipv4Setting.FORCE_IGMP_VERSION) == version
        || inet.setting(Ipv4Setting.FORCE_IGMP_VERSION) == version;
  }

  boolean speaksVersion1() {
    return isForced(1) || version1Until > loop().now();
  }

  boolean speaksVersion2() {
    return isForced(2) || version2Until > loop().now();
  }

  private boolean speaksOld() {
    return speaksVersion1() || speaksVersion2();
  }

  private long unsolicitedInterval() {
    Ipv4Setting setting =
        speaksOld()
            ? Ipv4Setting.IGMPV2_UNSOLICITED_REPORT_INTERVAL
            : Ipv4Setting.IGMPV3_UNSOLICITED_REPORT_INTERVAL;
    return Math.max(inet.setting(setting) * MILLISECOND, JIFFY);
  }

  // ---- reports

  /// A random moment within the delay, two ticks from now at the earliest.
  private long moment(long delay) {
    long within = random.between(0, Math.max(delay, 1) - 1);
    return loop().now() + within - within % JIFFY + 2 * JIFFY;
  }

  private void disarm(@Nullable Timer timer) {
    if (timer != null) {
      loop().disarm(timer);
    }
  }

  private Timer timer(Runnable action) {
    return new Timer(inet.netns().machine().number(), action);
  }

  /// `igmp_ifc_event`
  private void changed() {
    if (!speaksOld()) {
      changeReports = times();
      armChange(1);
    }
  }

  private void armChange(long delay) {
    changeTimer = changeTimer == null ? timer(this::sayChanges) : changeTimer;
    loop().arm(changeTimer, moment(delay));
  }

  /// `igmp_ifc_timer_expire`
  private void sayChanges() {
    IgmpReport report = new IgmpReport(device());
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
      if (isTold(group)) {
        report.addChanges(group);
        group.reports = Math.max(group.reports - 1, 0);
      }
    }
    report.send();
    if (changeReports > 0 && --changeReports > 0) {
      armChange(unsolicitedInterval());
    }
  }

  private void sayAll() {
    IgmpReport report = new IgmpReport(device());
    groups.stream().filter(this::isTold).forEach(report::addState);
    report.send();
  }

  // ---- single groups

  private void start(Membership group, long delay) {
    Timer timer = group.timer;
    if (timer == null) {
      timer = timer(() -> say(group));
      group.timer = timer;
    }
    group.due = moment(delay);
    loop().arm(timer, group.due);
  }

  private void stop(Membership group) {
    disarm(group.timer);
    group.reportedLast = false;
    group.unsolicited = 0;
  }

  /// `igmp_timer_expire`
  private void say(Membership group) {
    if (group.unsolicited > 0 && --group.unsolicited > 0) {
      start(group, unsolicitedInterval());
    }
    group.reportedLast = true;
    report(group);
  }

  /// Another way leads to the device: switches are to hear of every group at once
  /// (`ip_mc_rejoin_groups`).
  void sayAgain() {
    groups.stream().filter(this::isTold).forEach(this::report);
  }

  private void report(Membership group) {
    if (speaksVersion1()) {
      IgmpSender.send(device(), Igmp.REPORT_V1, address(group));
    } else if (speaksVersion2()) {
      IgmpSender.send(device(), Igmp.REPORT_V2, address(group));
    } else {
      IgmpReport report = new IgmpReport(device());
      report.addState(group);
      report.send();
    }
  }

  // ---- what others say

  /// A router of version 1 asks, or with a delay one of version 2.
  void heardOld(boolean version1) {
    long until = loop().now() + times() * queryInterval + responseInterval;
    if (version1) {
      version1Until = until;
    } else {
      version2Until = until;
    }
    changeReports = 0;
    disarm(changeTimer);
    left = List.of();
  }

  /// A router of version 3 says how often and how fast.
  void heardVersion3(int robustnessSaid, int intervalSeconds) {
    robustness = robustnessSaid;
    queryInterval = intervalSeconds == 0 ? QUERY_INTERVAL : intervalSeconds * SECOND;
    if (responseInterval >= queryInterval) {
      responseInterval = queryInterval - SECOND;
    }
  }

  /// All groups are asked for (`igmp_gq_start_timer`).
  void answerAll(long delay) {
    long due = moment(delay);
    if (answerTimer != null && answerTimer.isArmed() && answerDue <= due) {
      return;
    }
    answerDue = due;
    answerTimer = answerTimer == null ? timer(this::sayAll) : answerTimer;
    loop().arm(answerTimer, due);
  }

  /// Groups are asked for: one, or all of them with 0; with sources, only for those.
  void answer(int asked, long[] sources, long delay) {
    for (Membership group : groups) {
      if ((asked == 0 || address(group) == asked) && isTold(group)) {
        boolean runs = group.timer != null && group.timer.isArmed();
        group.asksForSources = sources.length > 0 && (!runs || group.asksForSources);
        if (!group.asksForSources || group.ask(sources)) {
          hasten(group, delay);
        }
      }
    }
  }

  /// `igmp_mod_timer`: it is said within the delay, earlier if it was to be anyway.
  private void hasten(Membership group, long delay) {
    boolean runs = group.timer != null && group.timer.isArmed();
    if (!runs || group.due - loop().now() >= delay) {
      start(group, delay);
    }
  }

  /// Somebody else has said that it listens to the group: that is enough.
  void heardReport(int address) {
    for (Membership group : groups) {
      if (address(group) == address && isTold(group)) {
        stop(group);
      }
    }
  }
}
