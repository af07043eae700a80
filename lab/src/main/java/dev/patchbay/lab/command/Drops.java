package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.trace.drops.DropAccount;
import dev.patchbay.trace.drops.KernelName;
import java.util.List;

/// `drops`: which packets of the lab went no further, where and why, and how many of them since it
/// was last asked.
public final class Drops implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    boolean json = false;
    boolean fresh = false;
    DropAccount account = process.machine().world().part(DropAccount.KEY);
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "-j", "--json" -> json = true;
        case "-n", "--new" -> fresh = true;
        case "--clear" -> {
          account.clear();
          return 0;
        }
        case "-h", "--help", "help" -> throw Usage.of("drops");
        default -> throw Usage.garbage("drops", word);
      }
    }
    boolean newOnly = fresh;
    List<DropAccount.Line> lines =
        account.look().stream().filter(line -> !newOnly || line.fresh() > 0).toList();
    StringBuilder text = new StringBuilder();
    if (json) {
      json(lines, new Output(text, Output.Options.JSON));
    } else {
      text(lines, process.machine().world().machines().size() == 1, text);
    }
    process.out().print(text);
    return 0;
  }

  private static void text(List<DropAccount.Line> lines, boolean oneMachine, StringBuilder out) {
    int width = "NETNS".length();
    for (DropAccount.Line line : lines) {
      width = Math.max(width, name(line.place(), oneMachine).length());
    }
    String head = "%-" + width + "s  %-12s %8s %8s  %s%n";
    if (!lines.isEmpty()) {
      out.append(head.formatted("NETNS", "DEVICE", "DROPS", "NEW", "REASON"));
    }
    for (DropAccount.Line line : lines) {
      DropAccount.Place place = line.place();
      String device = place.device().isEmpty() ? "-" : place.device();
      String fresh = line.fresh() == 0 ? "" : "+" + line.fresh();
      String reason = KernelName.of(place.reason()) + ": " + place.reason().sentence();
      out.append(head.formatted(name(place, oneMachine), device, line.count(), fresh, reason));
    }
  }

  private static String name(DropAccount.Place place, boolean oneMachine) {
    if (place.machine().isEmpty()) {
      return "-";
    }
    boolean initial = place.netns().equals(place.machine());
    return initial || oneMachine ? place.netns() : place.machine() + "/" + place.netns();
  }

  private static void json(List<DropAccount.Line> lines, Output out) {
    out.begin();
    for (DropAccount.Line line : lines) {
      DropAccount.Place place = line.place();
      out.openObject(null);
      out.jsonString("machine", place.machine());
      out.jsonString("netns", place.netns());
      out.jsonString("device", place.device());
      out.jsonString("reason", KernelName.of(place.reason()));
      out.jsonString("why", place.reason().sentence());
      out.jsonNumber("count", line.count());
      out.jsonNumber("new", line.fresh());
      out.closeObject();
    }
    out.end();
  }
}
