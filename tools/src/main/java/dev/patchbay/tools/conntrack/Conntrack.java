package dev.patchbay.tools.conntrack;

import dev.patchbay.core.Command;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `conntrack`: lists, finds, makes, changes, ends and watches connections.
public final class Conntrack implements Command {
  private static final Set<Order> FROM_FILE =
      Set.of(Order.CREATE, Order.ADD, Order.UPDATE, Order.DELETE, Order.FLUSH);

  @Override
  public int run(Process process, Args args) throws FileException {
    List<String> words = args.rest();
    try {
      process.machine().modules().load("nf_conntrack", Map.of());
    } catch (NetlinkException e) {
      throw new CommandException(1, Usage.NAME + ": " + e.errno().text());
    }
    boolean load =
        words.size() > 1
            && (words.getFirst().equals("-R") || words.getFirst().equals("--load-file"));
    return load ? load(process, words.get(1)) : runOne(process, words);
  }

  private static Request read(Process process, List<String> words, Labels labels) {
    return new Reader(words, labels, process::complain).read();
  }

  private static int runOne(Process process, List<String> words) throws FileException {
    Labels labels = new Labels(process);
    Request request = read(process, words, labels);
    Order order = request.order;
    if (order == null || order == Order.HELP) {
      process.out().println(Usage.HELP);
      Integer protocol = request.flows.protocol;
      if (order != null && protocol != null) {
        process.out().print(Usage.help(protocol, request.flows.knowsProtocol));
      }
      return 0;
    }
    if (order == Order.VERSION) {
      process.out().println(Usage.NAME);
      return 0;
    }
    return new Session(process, request, order, request.text(labels)).run();
  }

  /// Runs a file of commands, one a line. All are read before the first is run.
  private static int load(Process process, String name) throws FileException {
    Labels labels = new Labels(process);
    List<Request> requests = new ArrayList<>();
    for (String line : text(process, name).lines().toList()) {
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      Request request = read(process, words(line), labels);
      Order order = request.order;
      if (order == null || !FROM_FILE.contains(order)) {
        throw Usage.wrong("Cannot use command `" + Usage.word(order) + "' with --load-file");
      }
      requests.add(request);
    }
    for (Request request : requests) {
      Order order = request.order == null ? Order.HELP : request.order;
      new Session(process, request, order, request.text(labels)).perform();
    }
    return 0;
  }

  private static String text(Process process, String name) {
    try {
      byte[] bytes =
          name.equals("-")
              ? process.file(0).readAll()
              : process.files().read(Files.absolute(process.directory(), name));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (FileException e) {
      String file = name.equals("-") ? "/dev/stdin" : name;
      throw Usage.wrong("Failed to open file " + file + " for reading");
    }
  }

  /// The words of a line; what stands between quotes is one.
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (!quoted && (c == ' ' || c == '\t')) {
        end(words, word);
      } else {
        word.append(c);
      }
    }
    end(words, word);
    return words;
  }

  private static void end(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
