package dev.patchbay.lab;

import dev.patchbay.core.text.CommandException;
import dev.patchbay.lab.command.TopologySnapshot;
import dev.patchbay.trace.draw.MermaidPicture;
import dev.patchbay.trace.draw.SvgPicture;
import dev.patchbay.trace.draw.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `patchbay draw [--svg | --mermaid] [-o FILE] SCRIPT [ARG…]`: runs a script, and draws the
/// network that it left. What the script prints goes to standard error, so that the picture can go
/// to standard output.
final class DrawCommand {
  private final boolean mermaid;
  private final @Nullable String file;
  private final RunOptions options;

  private DrawCommand(boolean mermaid, @Nullable String file, RunOptions options) {
    this.mermaid = mermaid;
    this.file = file;
    this.options = options;
  }

  /// Reads the words behind `draw`: its own first, then those of `run`.
  static DrawCommand parse(List<String> words) {
    boolean mermaid = false;
    String file = null;
    int at = 0;
    for (; at < words.size() && isOwn(words.get(at)); at++) {
      switch (words.get(at)) {
        case "--mermaid" -> mermaid = true;
        case "--svg" -> mermaid = false;
        default -> {
          if (++at == words.size()) {
            throw new CommandException(2, "draw: -o needs a file");
          }
          file = words.get(at);
        }
      }
    }
    RunOptions options = RunOptions.parse(words.subList(at, words.size()));
    return new DrawCommand(mermaid, file, options);
  }

  private static boolean isOwn(String word) {
    return word.equals("--mermaid") || word.equals("--svg") || word.equals("-o");
  }

  int run() {
    return new RunCommand(options, true).run(this::draw);
  }

  private void draw(Lab lab) {
    Topology topology = TopologySnapshot.of(lab.world());
    String picture = mermaid ? MermaidPicture.of(topology) : SvgPicture.of(topology);
    if (file == null) {
      System.out.print(picture);
      System.out.flush();
      return;
    }
    try {
      Files.writeString(Path.of(file), picture);
    } catch (IOException e) {
      throw new CommandException(1, "draw: " + file + ": " + e.getMessage());
    }
  }
}
