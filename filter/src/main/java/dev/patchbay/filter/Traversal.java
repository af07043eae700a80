package dev.patchbay.filter;

import dev.patchbay.core.Continuation;
import dev.patchbay.core.Hook;
import dev.patchbay.core.HookFunction;
import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A table at one of its hooks: takes packets through its chains (`ipt_do_table`).
public final class Traversal extends HookFunction {
  private final Table table;
  private final HookPoint point;

  Traversal(Table table, HookPoint point) {
    this.table = table;
    this.point = point;
  }

  public Table table() {
    return table;
  }

  public HookPoint point() {
    return point;
  }

  @Override
  public Verdict judge(
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Hook hook,
      Continuation next) {
    return judge(packet, in, out);
  }

  /// What the table says of the packet.
  public Verdict judge(Packet packet, @Nullable NetDevice in, @Nullable NetDevice out) {
    Inspections inspections = table.inspections();
    Inspection inspection = inspections.enter();
    try {
      inspection.begin(packet, table.family(), point, in, out);
      return traverse(inspection, packet);
    } finally {
      inspection.end();
      inspections.leave();
    }
  }

  private Verdict traverse(Inspection packet, Packet packetItself) {
    Program.Block block = table.program().entry(point);
    if (block == null) {
      return Verdict.ACCEPT;
    }
    Program.Block base = block;
    int depth = 0;
    int at = 0;
    while (true) {
      at = block.next(packet, at);
      if (at >= block.rules.length) {
        if (depth == 0) {
          return policy(base, packetItself);
        }
        depth--;
        block = packet.callers[depth];
        at = packet.returns[depth];
        continue;
      }
      if (!block.matches(at, packet)) {
        if (packet.isHotDropped()) {
          return Verdict.DROP;
        }
        at++;
        continue;
      }
      Rule rule = block.rules[at];
      rule.counter().count(packetItself.length());
      if (packetItself.trace() != null) {
        note(block, at, packetItself);
      }
      Program.Block jump = block.jumps[at];
      if (jump != null) {
        if (!((Jump) rule.target()).goTo()) {
          call(packet, depth++, block, at + 1);
        }
        block = jump;
        at = 0;
        continue;
      }
      switch (rule.target().judge(packet)) {
        case CONTINUE -> {
          packet.forget();
          at++;
        }
        case ACCEPT -> {
          return Verdict.ACCEPT;
        }
        case DROP -> {
          return Verdict.DROP;
        }
        case STOLEN -> {
          return Verdict.STOLEN;
        }
        case RETURN -> at = Integer.MAX_VALUE;
      }
    }
  }

  private static void call(Inspection packet, int depth, Program.Block block, int at) {
    if (depth == packet.returns.length) {
      packet.callers = Arrays.copyOf(packet.callers, 2 * depth);
      packet.returns = Arrays.copyOf(packet.returns, 2 * depth);
    }
    packet.callers[depth] = block;
    packet.returns[depth] = at;
  }

  private Verdict policy(Program.Block base, Packet packet) {
    base.chain.counter().count(packet.length());
    if (packet.trace() != null) {
      table.netns().world().note(packet, table.netns(), new PolicyStage(table, base.chain));
    }
    return base.chain.policy() == StandardTarget.DROP ? Verdict.DROP : Verdict.ACCEPT;
  }

  private void note(Program.Block block, int at, Packet packet) {
    table.netns().world().note(packet, table.netns(), new RuleStage(table, block.chain, at + 1));
  }
}
