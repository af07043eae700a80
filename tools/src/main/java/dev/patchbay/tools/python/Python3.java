package dev.patchbay.tools.python;

import dev.patchbay.core.PartialCommand;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import java.util.List;

/// `python3 -m http.server [PORT] [--bind ADDRESS] [--directory DIRECTORY]`.
public final class Python3 implements PartialCommand {
  private static final String MODULE = "http.server";

  @Override
  public boolean answers(List<String> words) {
    int at = words.size() > 1 && words.get(1).equals("-u") ? 2 : 1;
    return words.size() > at + 1 && words.get(at).equals("-m") && words.get(at + 1).equals(MODULE);
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = args.rest();
    List<String> own = words.subList(words.indexOf(MODULE) + 1, words.size());
    Options options = Options.read(own);
    if (options.help()) {
      process.out().print(Options.help(process));
      return 0;
    }
    return new FileServer(process, options, args.rest().getFirst().equals("-u")).run();
  }
}
