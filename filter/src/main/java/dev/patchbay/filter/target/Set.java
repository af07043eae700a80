package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Syntax;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.set.Entry;
import dev.patchbay.filter.set.Question;
import dev.patchbay.filter.set.SetReference;
import dev.patchbay.filter.set.Slot;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-j SET`: adds the packet to a set, removes it, or writes into the packet what a set says.
public final class Set implements TargetKind {
  private static final long LONGEST = 0xffff_fffeL;
  private static final Option<SetReference> ADD = set("add-set");
  private static final Option<SetReference> DELETE = set("del-set");
  private static final Option<SetReference> MAP = set("map-set");
  private static final Option<Void> EXIST = Option.flag("exist").invertible().repeatable();
  private static final Option<Long> TIMEOUT = Option.of("timeout", timeout()).invertible();
  private static final Option<Void> MARK = Option.flag("map-mark").invertible().repeatable();
  private static final Option<Void> PRIORITY = Option.flag("map-prio").invertible().repeatable();
  private static final Option<Void> QUEUE = Option.flag("map-queue").invertible().repeatable();

  private static Option<SetReference> set(String name) {
    return Option.of(name, SetReference.syntax())
        .pair("--" + name + " requires two args.")
        .invertible()
        .once("--" + name + " can be specified only once");
  }

  private static Syntax<Long> timeout() {
    return (reading, text) -> {
      Long value = Values.parse(text);
      if (value == null || value < 0 || value > LONGEST) {
        throw new Refusal("Invalid value for option --timeout or out of range 0-4294967294");
      }
      return value;
    };
  }

  @Override
  public String name() {
    return "SET";
  }

  @Override
  public String module(Family family) {
    return "xt_set";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(ADD, DELETE, EXIST, TIMEOUT, MAP, MARK, PRIORITY, QUEUE);
  }

  @Override
  public void verify(Chosen chosen) {
    if (!chosen.has(ADD) && !chosen.has(DELETE) && !chosen.has(MAP)) {
      throw new Refusal("You must specify either `--add-set' or `--del-set' or `--map-set'");
    }
    String flag = chosen.has(EXIST) ? "exist" : chosen.has(TIMEOUT) ? "timeout" : "";
    if (!chosen.has(ADD) && !flag.isEmpty()) {
      throw new Refusal("Flag `--" + flag + "' can be used with `--add-set' only");
    }
    boolean maps = chosen.has(MARK) || chosen.has(PRIORITY) || chosen.has(QUEUE);
    if (chosen.has(MAP) && !maps) {
      throw new Refusal("You must specify flags `--map-mark' or '--map-prio` or `--map-queue'");
    }
    if (!chosen.has(MAP) && maps) {
      throw new Refusal("Flags --map-mark/--map-prio/--map-queue can be used with --map-set only");
    }
  }

  @Override
  public Target build(Chosen chosen) {
    return new Change(
        chosen.get(ADD),
        chosen.get(DELETE),
        chosen.get(MAP),
        chosen.has(EXIST),
        chosen.get(TIMEOUT, (long) Entry.ABSENT),
        chosen.has(MARK),
        chosen.has(PRIORITY),
        chosen.has(QUEUE));
  }

  record Change(
      @Nullable SetReference add,
      @Nullable SetReference delete,
      @Nullable SetReference map,
      boolean exist,
      long timeout,
      boolean mark,
      boolean priority,
      boolean queue)
      implements Target {
    @Override
    public String name() {
      return "SET";
    }

    @Override
    public Verdict judge(Inspection packet) {
      throw new IllegalStateException("not in a table");
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      if (map != null) {
        checkMap(place);
      }
      List<Slot> held = new ArrayList<>();
      try {
        Slot adds = hold(add, "Cannot find add_set index as target", place, held);
        Slot deletes = hold(delete, "Cannot find del_set index as target", place, held);
        Slot maps = hold(map, "Cannot find map_set index as target", place, held);
        return new Changing(this, adds, deletes, maps);
      } catch (NetlinkException e) {
        held.forEach(Slot::release);
        throw e;
      }
    }

    private static @Nullable Slot hold(
        @Nullable SetReference set, String purpose, Attachment place, List<Slot> held)
        throws NetlinkException {
      if (set == null) {
        return null;
      }
      Slot slot = set.hold(place, purpose);
      held.add(slot);
      return slot;
    }

    private void checkMap(Attachment place) throws NetlinkException {
      if (place.table() != TableKind.MANGLE) {
        throw place.refuseSaying("xt_set: --map-set only usable from mangle table");
      }
      boolean isLate =
          EnumSet.of(HookPoint.FORWARD, HookPoint.OUTPUT, HookPoint.POSTROUTING)
              .containsAll(place.points());
      if ((priority || queue) && !isLate) {
        throw place.refuseSaying(
            "xt_set: mapping of prio or/and queue is allowed only from"
                + " OUTPUT/FORWARD/POSTROUTING chains");
      }
    }

    @Override
    public void save(StringBuilder out) {
      show(out, " --");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      show(out, " ");
    }

    private void show(StringBuilder out, String prefix) {
      out.append(add == null ? "" : prefix + "add-set " + add.text());
      out.append(exist ? prefix + "exist" : "");
      out.append(timeout == Entry.ABSENT ? "" : prefix + "timeout " + timeout);
      out.append(delete == null ? "" : prefix + "del-set " + delete.text());
      out.append(map == null ? "" : prefix + "map-set " + map.text());
      out.append(mark ? prefix + "map-mark" : "").append(priority ? prefix + "map-prio" : "");
      out.append(queue ? prefix + "map-queue" : "");
    }
  }

  /// The same in a table, which refers to the sets.
  private static final class Changing implements Target {
    private final Change words;
    private final @Nullable Slot add;
    private final @Nullable Slot delete;
    private final @Nullable Slot map;
    private final Question adding;
    private final Question deleting;
    private final Question mapping;

    Changing(Change words, @Nullable Slot add, @Nullable Slot delete, @Nullable Slot map) {
      this.words = words;
      this.add = add;
      this.delete = delete;
      this.map = map;
      adding = words.add == null ? new Question() : words.add.question();
      adding.exist = words.exist;
      adding.timeout = words.timeout;
      deleting = words.delete == null ? new Question() : words.delete.question();
      mapping = words.map == null ? new Question() : words.map.question();
    }

    @Override
    public String name() {
      return words.name();
    }

    @Override
    public Verdict judge(Inspection packet) {
      if (add != null) {
        add.add(packet, adding);
      }
      if (delete != null) {
        delete.remove(packet, deleting);
      }
      if (map != null && map.test(packet, mapping)) {
        write(packet.packet());
      }
      return Verdict.CONTINUE;
    }

    private void write(Packet packet) {
      if (words.mark) {
        packet.mark((packet.mark() & ~mapping.packetMask) ^ mapping.packetMark);
      }
      if (words.priority) {
        packet.priority(mapping.priority);
      }
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      return words.attach(place);
    }

    @Override
    public void detach() {
      for (Slot slot : new Slot[] {add, delete, map}) {
        if (slot != null) {
          slot.release();
        }
      }
    }

    @Override
    public void save(StringBuilder out) {
      words.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      words.list(out, listing);
    }
  }
}
