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
      new ReachText(matrix, text).show();
    }
    process.out().print(text);
    return 0;
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
