package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import java.util.List;

/// `reach`: who reaches whom, over all namespaces and machines, and what has changed since it was
/// last asked.
public final class Reach implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    boolean json = false;
    while (args.hasNext()) {
      String word = args.next();
      if (word.equals("-h") || word.equals("--help") || word.equals("help")) {
        throw Usage.of("reach");
      } else if (!word.equals("-j") && !word.equals("--json")) {
        throw Usage.garbage("reach", word);
      }
      json = true;
    }
    ReachMatrix matrix = process.machine().world().part(ReachMatrix.KEY);
    matrix.measure(process);
    StringBuilder text = new StringBuilder();
    if (json) {
      json(matrix.cells(), new Output(text, Output.Options.JSON));
    } else {
      text(matrix, text);
    }
    process.out().print(text);
    return 0;
  }

  private static void text(ReachMatrix matrix, StringBuilder out) {
    List<String> names = matrix.names();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    out.append(" ".repeat(width));
    names.forEach(name -> out.append("  ").append(name));
    out.append('\n');
    for (String from : names) {
      out.append(from).append(" ".repeat(width - from.length()));
      for (String to : names) {
        String cell = from.equals(to) ? "." : matrix.text(from, to);
        out.append("  ").append(cell).append(" ".repeat(Math.max(0, to.length() - cell.length())));
      }
      out.setLength(out.length() - trailing(out));
      out.append('\n');
    }
    for (ReachMatrix.Cell cell : matrix.cells()) {
      if (cell.was() != null && cell.was() != cell.reaches()) {
        out.append(cell.from()).append(cell.reaches() ? " now reaches " : " no longer reaches ");
        out.append(cell.to()).append(" by ").append(cell.family()).append('\n');
      }
    }
  }

  private static int trailing(StringBuilder out) {
    int blanks = 0;
    while (out.charAt(out.length() - 1 - blanks) == ' ') {
      blanks++;
    }
    return blanks;
  }

  private static void json(List<ReachMatrix.Cell> cells, Output out) {
    out.begin();
    for (ReachMatrix.Cell cell : cells) {
      out.openObject(null);
      out.jsonString("from", cell.from());
      out.jsonString("to", cell.to());
      out.jsonString("family", cell.family());
      out.jsonBoolean("reaches", cell.reaches());
      Boolean was = cell.was();
      if (was != null) {
        out.jsonBoolean("was", was);
      }
      out.closeObject();
    }
    out.end();
  }
}
