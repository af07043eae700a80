package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.discipline.NetemOptions.Chance;
import dev.patchbay.qdisc.discipline.NetemOptions.Correlations;
import dev.patchbay.qdisc.discipline.NetemOptions.Rate;
import dev.patchbay.qdisc.discipline.NetemOptions.Slot;
import dev.patchbay.qdisc.text.CFormat;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Psched;
import org.jspecify.annotations.Nullable;

/// What netem is set to: what the words said, over what was said before. Times are nanoseconds.
final class NetemSettings {
  private static final short[] NO_TABLE = {};
  private static final Chance NEVER = new Chance(0, 0);
  private static final long ALWAYS = 0xffff_ffffL;

  long limit;
  long delay;
  long jitter;
  long loss;
  long duplicate;
  long gap;
  Correlations correlations = new Correlations(0, 0, 0);
  Chance reorder = NEVER;
  Chance corrupt = NEVER;
  @Nullable LossModel model;
  Rate rate = new Rate(0, 0, 0, 0);
  @Nullable Slot slot;
  boolean ecn;
  short[] table = NO_TABLE;
  short[] slotTable = NO_TABLE;

  /// What it is set to when it is changed.
  NetemSettings with(NetemOptions said) {
    NetemSettings next = new NetemSettings();
    next.limit = said.limit();
    next.delay = NetemQueue.nanos(said.delay());
    next.jitter = NetemQueue.nanos(said.jitter());
    next.loss = said.loss();
    next.duplicate = said.duplicate();
    next.gap = said.gap();
    next.correlations = said.correlations() == null ? correlations : said.correlations();
    // As in earlier versions of the kernel, a gap alone means that all behind it overtake.
    Chance before = next.gap == 0 ? reorder : new Chance(ALWAYS, reorder.correlation());
    next.reorder = said.reorder() == null ? before : said.reorder();
    next.corrupt = said.corrupt() == null ? corrupt : said.corrupt();
    next.model = said.model();
    next.rate = said.rate() == null ? rate : said.rate();
    next.slot = said.slot() == null ? slot : said.slot();
    next.ecn = ecn || said.ecn();
    next.table = said.distribution() == null ? table : said.distribution().table();
    next.slotTable = tableOf(said.slot());
    return next;
  }

  private short[] tableOf(@Nullable Slot said) {
    return said == null || said.distribution() == null ? slotTable : said.distribution().table();
  }

  QdiscKind.Options options() {
    return new NetemOptions(
        limit,
        delay / Psched.TICK,
        jitter / Psched.TICK,
        loss,
        duplicate,
        gap,
        correlations,
        reorder,
        corrupt,
        model,
        rate,
        slot,
        ecn,
        null);
  }

  // ---- showing

  void show(Page page) {
    Output out = page.out();
    out.number("limit", "limit ", limit, "");
    showDelay(out);
    if (model != null) {
      model.show(out);
    } else {
      showChance(out, "loss-random", "loss", new Chance(loss, correlations.loss()));
    }
    showChance(out, "duplicate", "duplicate", new Chance(duplicate, correlations.duplicate()));
    showChance(out, "reorder", "reorder", reorder);
    showChance(out, "corrupt", "corrupt", corrupt);
    showRate(page);
    showSlot(out);
    showEnd(out);
  }

  private void showEnd(Output out) {
    if (out.isJson()) {
      out.jsonBoolean("ecn", ecn);
      out.jsonNumber("gap", gap);
      return;
    }
    out.text(ecn ? " ecn " : "");
    out.text(gap == 0 ? "" : " gap " + gap);
  }

  private void showDelay(Output out) {
    if (delay == 0) {
      return;
    }
    out.openObject("delay");
    time(out, "delay", " delay ", delay);
    if (jitter != 0) {
      time(out, "jitter", "  ", jitter);
      if (correlations.delay() != 0) {
        out.text(" " + Psched.showPercent(correlations.delay()));
      }
    }
    if (out.isJson()) {
      if (jitter == 0) {
        out.jsonLiteral("jitter", "0");
      }
      out.jsonLiteral("correlation", jitter == 0 ? "0" : Psched.fraction(correlations.delay()));
    }
    out.closeObject();
  }

  private static void time(Output out, String key, String before, long nanos) {
    if (out.isJson()) {
      long micros = nanos / 1000;
      out.jsonLiteral(key, CFormat.g(micros / 1e6, 6));
    } else {
      out.text(before + Psched.showTime(nanos / 1000));
    }
  }

  /// Of slots every nanosecond is shown.
  private static void slotTime(Output out, String key, String before, long nanos) {
    if (out.isJson()) {
      time(out, key, before, nanos);
    } else {
      out.text(before + Psched.showNanos(nanos));
    }
  }

  private static void showChance(Output out, String key, String name, Chance chance) {
    if (chance.share() == 0) {
      return;
    }
    if (out.isJson()) {
      out.openObject(key);
      out.jsonLiteral(name, Psched.fraction(chance.share()));
      out.jsonLiteral("correlation", Psched.fraction(chance.correlation()));
      out.closeObject();
      return;
    }
    out.text(" " + name + " " + Psched.showPercent(chance.share()));
    if (chance.correlation() != 0) {
      out.text(" " + Psched.showPercent(chance.correlation()));
    }
  }

  private void showRate(Page page) {
    if (rate.bytes() == 0) {
      return;
    }
    Output out = page.out();
    out.openObject("rate");
    page.rate("rate", " rate ", rate.bytes(), "");
    part(out, "packetoverhead", rate.overhead());
    part(out, "cellsize", rate.cellSize());
    part(out, "celloverhead", rate.cellOverhead());
    out.closeObject();
  }

  private static void part(Output out, String name, long value) {
    if (out.isJson() || value != 0) {
      out.number(name, " " + name + " ", value, "");
    }
  }

  private void showSlot(Output out) {
    Slot shown = slot;
    if (shown == null) {
      return;
    }
    out.openObject("slot");
    if (shown.distributed()) {
      slotTime(out, "distribution", " slot distribution ", shown.least());
      slotTime(out, "jitter", " ", shown.most());
    } else {
      slotTime(out, "min-delay", " slot ", shown.least());
      slotTime(out, "max-delay", " ", shown.most());
    }
    if (shown.packets() != 0) {
      out.number("packets", " packets ", shown.packets(), "");
    }
    if (shown.bytes() != 0) {
      out.number("bytes", " bytes ", shown.bytes(), "");
    }
    out.closeObject();
  }
}
