package dev.patchbay.tools.iptables;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Draft;
import dev.patchbay.filter.Extensions;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Table;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Tables;
import dev.patchbay.packet.Family;
import dev.patchbay.tools.names.SystemNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of `iptables`: its process, its names, the extensions it has loaded.
final class Session {
  final Process process;
  final Variant variant;
  final SystemNames names;
  private final Extensions extensions = new Extensions();

  Session(Process process, Variant variant) {
    this.process = process;
    this.variant = variant;
    this.names = new SystemNames(process);
  }

  /// `iptables WORDS`
  int run(List<String> words) throws FileException {
    try {
      return execute(words);
    } catch (Refusal refusal) {
      throw variant.end(refusal, -1);
    }
  }

  private int execute(List<String> words) throws FileException {
    Given given = parse(words, -1);
    String shown = given.shown;
    if (shown != null) {
      process.out().print(shown);
      return 0;
    }
    Draft draft = new Draft(table(given.table));
    try {
      perform(given, draft);
      draft.commit();
      return 0;
    } catch (NetlinkException e) {
      throw new CommandException(e.errno() == Errno.EAGAIN ? 4 : 1, told(e));
    }
  }

  private String told(NetlinkException e) {
    String reason = variant.base() + ": " + reason(e) + ".";
    return e.errno() == Errno.EINVAL ? reason + " Run `dmesg' for more information." : reason;
  }

  /// What the library says of an error: words of its own, or the error's.
  static String reason(NetlinkException e) {
    String own = e.extended();
    boolean isOurs = own != null && !own.isEmpty() && Character.isUpperCase(own.charAt(0));
    if (own != null && isOurs) {
      return own;
    }
    return e.errno() == Errno.ENOENT ? "No chain/target/match by that name" : e.errno().text();
  }

  /// Reads one command; tells what is no refusal.
  Given parse(List<String> words, int line) throws FileException {
    Parser parser = new Parser(variant, extensions, names, words, line);
    try {
      return parser.parse();
    } finally {
      process.err().print(parser.warnings());
      parser.loaded().forEach(this::loadModule);
    }
  }

  /// The kernel is asked whether it knows what is named, and loads the module that does.
  private void loadModule(Loaded named) {
    try {
      String module = named.extension().module(variant.family());
      process.netns().machine().modules().loadIfKnown(module);
    } catch (NetlinkException e) {
      throw new Refusal(named.extension().name() + ": " + e.errno().text());
    }
  }

  /// Carries out one command on a draft.
  void perform(Given given, Draft draft) throws NetlinkException, FileException {
    StringBuilder out = new StringBuilder();
    StringBuilder warnings = new StringBuilder();
    try {
      new Orders(given, draft, names, out, warnings).run();
    } finally {
      process.err().print(warnings);
      process.out().print(out);
    }
  }

  /// The table of that name.
  private Table table(String name) {
    Table table = find(name);
    if (table == null) {
      throw variant.noTable(name);
    }
    return table;
  }

  /// The table of that name in the process's namespace, or null when there is none.
  @Nullable Table find(String name) {
    TableKind kind = TableKind.of(name);
    try {
      return kind == null ? null : Tables.of(process.netns()).obtain(variant.family(), kind);
    } catch (NetlinkException e) {
      return null;
    }
  }

  Family family() {
    return variant.family();
  }
}
