package dev.patchbay.core;

import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One point of one family in one namespace: its functions in the order of their priorities
/// (Linux's, lowest first).
public final class Hook {
  /// Every function lets the packet go on.
  public static final int PASS = -1;

  private record Entry(int priority, HookFunction function) {}

  private final Netns netns;
  private final World world;
  private final HookFamily family;
  private final HookPoint point;
  private final List<Entry> entries = new ArrayList<>();
  private HookFunction[] functions = {};
  private int[] priorities = {};

  Hook(Netns netns, HookFamily family, HookPoint point) {
    this.netns = netns;
    this.world = netns.world();
    this.family = family;
    this.point = point;
  }

  public Netns netns() {
    return netns;
  }

  public HookFamily family() {
    return family;
  }

  public HookPoint point() {
    return point;
  }

  /// Adds a function; among equal priorities the one that came first goes first.
  public void add(int priority, HookFunction function) {
    entries.add(new Entry(priority, function));
    entries.sort(Comparator.comparingInt(Entry::priority));
    rebuild();
  }

  /// Adds a function that is one expression.
  public void add(int priority, HookFunction.Judge judge) {
    add(priority, HookFunction.of(judge));
  }

  /// Takes the function away.
  public void remove(HookFunction function) {
    entries.removeIf(entry -> entry.function() == function);
    rebuild();
  }

  private void rebuild() {
    functions = entries.stream().map(Entry::function).toArray(HookFunction[]::new);
    priorities = entries.stream().mapToInt(Entry::priority).toArray();
  }

  boolean isEmpty() {
    return functions.length == 0;
  }

  /// Lets every function judge the packet, then goes on with `next`. Returns what the sender is
  /// told: 0, or an error's number.
  public int run(
      Packet packet, @Nullable NetDevice in, @Nullable NetDevice out, Continuation next) {
    int told = judge(packet, in, out, next);
    return told == PASS ? next.proceed(packet, in, out) : told;
  }

  /// Lets every function judge the packet (`nf_hook_slow`): [#PASS], and the caller goes on with
  /// what `next` stands for; or the packet is gone, and what the sender is told.
  public int judge(
      Packet packet, @Nullable NetDevice in, @Nullable NetDevice out, Continuation next) {
    return judgeFrom(0, packet, in, out, next);
  }

  /// Goes on with a packet that a function of `priority` stole: behind that priority.
  public int resume(
      int priority,
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Continuation next) {
    int start = 0;
    while (start < priorities.length && priorities[start] <= priority) {
      start++;
    }
    int told = judgeFrom(start, packet, in, out, next);
    return told == PASS ? next.proceed(packet, in, out) : told;
  }

  private int judgeFrom(
      int start,
      Packet packet,
      @Nullable NetDevice in,
      @Nullable NetDevice out,
      Continuation next) {
    HookFunction[] now = functions;
    for (int i = start; i < now.length; i++) {
      HookFunction.Verdict verdict = now[i].judge(packet, in, out, this, next);
      if (verdict != HookFunction.Verdict.ACCEPT) {
        return end(packet, verdict);
      }
    }
    return PASS;
  }

  private int end(Packet packet, HookFunction.Verdict verdict) {
    if (verdict == HookFunction.Verdict.STOLEN) {
      return 0;
    }
    world.drop(packet, DropReason.NETFILTER_DROP);
    return Errno.EPERM.number();
  }
}
