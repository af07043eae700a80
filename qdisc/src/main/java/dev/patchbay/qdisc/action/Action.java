package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.QueueStatistics;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// An action (`tc_action`): what filters that hold it do with packets. It lives while a filter or a
/// user holds it, and has a number among those of its kind.
public final class Action {
  private static final long SECOND = 1_000_000_000;

  private final ActionTable table;
  private final int index;
  private final long installed;
  private int references;
  private int bindings;
  private long used;
  private long firstUsed;
  private ActionOptions options;
  private @Nullable Work work;
  private final QueueStatistics statistics = new QueueStatistics();

  /// One whose rate is estimated so, or with null not at all.
  Action(ActionTable table, int index, ActionOptions options, @Nullable Estimator estimator)
      throws NetlinkException {
    this.table = table;
    this.index = index;
    this.options = options;
    this.installed = table.now();
    this.used = installed;
    statistics.estimate(estimator, table.netns());
    this.work = options.kind().create(this, options.setting(), table.netns());
  }

  /// Sets it anew.
  void change(ActionOptions said) throws NetlinkException {
    Setting merged = said.kind().merge(options.setting(), said.setting());
    work = said.kind().create(this, merged, table.netns());
    options =
        new ActionOptions(
            said.kind(),
            merged,
            said.index(),
            said.cookie(),
            said.hwStats(),
            said.noPercpu(),
            said.skipSw(),
            said.skipHw());
  }

  int run(Packet packet, NetDevice device, boolean atIngress) {
    statistics.count(packet.length());
    used = table.now();
    firstUsed = firstUsed == 0 ? used : firstUsed;
    if (packet.trace() != null) {
      ActionStage stage = new ActionStage(kind().name(), index);
      device.netns().world().note(packet, device.netns(), stage);
    }
    Work does = work;
    return does == null ? Control.PIPE : does.act(packet, device, atIngress);
  }

  /// What does it.
  @Nullable Work work() {
    return work;
  }

  /// What it is set to.
  @Nullable Setting setting() {
    return options.setting();
  }

  /// The kind it is of.
  public ActionKind kind() {
    return options.kind();
  }

  /// Its number.
  public int index() {
    return index;
  }

  ActionTable table() {
    return table;
  }

  /// What it has seen, what of that it has dropped, and what went beyond its limits or could not be
  /// sent.
  QueueStatistics statistics() {
    return statistics;
  }

  /// It is no more.
  void end() {
    statistics.estimate(null, table.netns());
  }

  // ---- who holds it

  void hold(boolean binds) {
    references++;
    bindings += binds ? 1 : 0;
  }

  /// Somebody lets go; returns whether nobody is left.
  boolean release(boolean binds) {
    bindings -= binds ? 1 : 0;
    return --references <= 0;
  }

  boolean isBound() {
    return bindings > 0;
  }

  // ---- showing

  /// Shows it as the one of this order (`tc_print_one_action`).
  public void show(Page page, int order, boolean inTable) {
    Output out = page.out();
    out.openObject(null);
    out.number("order", "\taction order ", order, ": ");
    kind().show(this, page);
    if (page.statistics()) {
      out.text("\tAction statistics:");
      out.newline();
      out.openObject("stats");
      statistics.show(out, "\t", page.iec());
      out.closeObject();
      out.newline();
    }
    showUser(out, inTable);
    out.closeObject();
  }

  /// Shows its kind and its number alone (`tc -br`).
  public void showBrief(Page page, int order) {
    Output out = page.out();
    out.openObject(null);
    out.number("order", "\taction order ", order, ": ");
    out.string("kind", "", kind().briefName(), "");
    out.number("index", "\t index ", index, "\n");
    if (!options.cookie().isEmpty()) {
      out.string("cookie", "\tcookie ", options.cookie(), "\n");
    }
    out.closeObject();
  }

  /// Shows its number and who holds it, behind `before`.
  void showIndex(Page page, String before) {
    Output out = page.out();
    out.text("\n");
    showNumberAndHolders(page, before);
    if (page.statistics()) {
      showTimes(out);
    }
    out.text("\n");
  }

  /// Shows its number and who holds it, and nothing else.
  void showNumberAndHolders(Page page, String before) {
    Output out = page.out();
    out.number("index", before + "index ", index, "");
    out.number("ref", " ref ", references, "");
    out.number("bind", " bind ", bindings, "");
  }

  /// The same for kinds whose part of the command was written before it had JSON.
  void showIndexVerbatim(Page page, String before) {
    page.out().verbatim(before + "index " + index + " ref " + references + " bind " + bindings);
    if (page.statistics()) {
      showTimes(page.out());
    }
  }

  /// When it was used last, or made.
  public long used() {
    return used;
  }

  /// Shows who holds it, and when it was used.
  void showHolders(Page page, String before, String after) {
    Output out = page.out();
    out.number("ref", before, references, "");
    out.number("bind", " bind ", bindings, after);
    if (page.statistics()) {
      showTimes(out);
    }
  }

  void showTimes(Output out) {
    long now = table.now();
    out.number("installed", " installed ", (now - installed) / SECOND, " sec");
    out.number("last_used", " used ", (now - used) / SECOND, " sec");
    if (firstUsed != 0) {
      out.number("first_used", " firstused ", (now - firstUsed) / SECOND, " sec");
    }
  }

  private void showUser(Output out, boolean inTable) {
    if (!options.cookie().isEmpty()) {
      out.string("cookie", "\tcookie ", options.cookie(), "\n");
    }
    if (options.noPercpu()) {
      out.flag("no_percpu", "\tno_percpu", true);
    }
    if (options.skipHw()) {
      out.flag("skip_hw", "\tskip_hw\n", true);
    } else if (inTable) {
      out.flag("not_in_hw", "\tnot_in_hw\n", true);
    }
    if (!options.hwStats().isEmpty()) {
      out.text("\thw_stats " + options.hwStats() + "\n");
      out.openArray("hw_stats");
      out.jsonString(null, options.hwStats());
      out.closeArray();
    }
  }

  /// What has been counted, as it is shown with the `police` of a filter.
  String counted() {
    return " Sent %d bytes %d pkts (dropped %d, overlimits %d) "
        .formatted(statistics.bytes, statistics.packets, statistics.drops, statistics.overlimits);
  }
}
