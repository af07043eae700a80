package dev.patchbay.tools.brctl;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `brctl COMMAND`: makes, changes and shows bridges.
public final class Brctl implements Command {
  private static final int FAILED = 1;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("version", GetOpt.Long.flag("V"));
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt options = new GetOpt("brctl", "Vh", LONGS);
    try {
      options.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      process.complain("Unknown option '?'");
      return help(process, FAILED);
    }
    if (!options.options().isEmpty()) {
      return answer(process, options.options().getFirst());
    }
    List<String> words = options.operands();
    return words.isEmpty()
        ? help(process, FAILED)
        : run(process, words.getFirst(), words.subList(1, words.size()));
  }

  private static int answer(Process process, GetOpt.Option option) throws FileException {
    if (option.letter().equals("h")) {
      return help(process, 0);
    }
    process.out().println("bridge-utils, 1.7");
    return 0;
  }

  private static int help(Process process, int status) throws FileException {
    process.out().println("Usage: brctl [commands]");
    process.out().println("commands:");
    for (BrctlCommand command : BrctlCommand.values()) {
      process.out().println("\t" + padded(command.word(), 10) + "\t" + command.help());
    }
    return status;
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }

  private static int run(Process process, String word, List<String> words) throws FileException {
    BrctlCommand command = BrctlCommand.of(word);
    if (command == null) {
      process.complain("never heard of command [" + word + "]");
      return help(process, FAILED);
    }
    if (words.size() < command.leastWords()) {
      process.out().println("Incorrect number of arguments for command");
      process.out().println("Usage: brctl " + command.word() + " " + command.help());
      return FAILED;
    }
    return run(process, command, words);
  }

  private static int run(Process process, BrctlCommand command, List<String> words)
      throws FileException {
    return switch (command) {
      case ADDBR -> Members.addBridge(process, words.getFirst());
      case DELBR -> Members.deleteBridge(process, words.getFirst());
      case ADDIF -> Members.addPorts(process, words);
      case DELIF -> Members.deletePorts(process, words);
      case HAIRPIN -> Settings.hairpin(process, words);
      case STP -> Settings.stp(process, words);
      case SETPATHCOST, SETPORTPRIO -> Settings.port(process, command, words);
      case SETAGEING, SETBRIDGEPRIO, SETFD, SETHELLO, SETMAXAGE ->
          Settings.bridge(process, command, words);
      case SHOW -> BridgeList.show(process, words);
      case SHOWMACS -> MacList.show(process, words.getFirst());
      case SHOWSTP -> TreeText.show(process, words.getFirst());
    };
  }
}
