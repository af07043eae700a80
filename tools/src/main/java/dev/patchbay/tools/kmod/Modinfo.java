package dev.patchbay.tools.kmod;

import dev.patchbay.core.Command;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.GetOpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `modinfo MODULE…`: what is known about modules.
public final class Modinfo implements Command {
  private static final String USAGE =
      """
      Usage:
      \tmodinfo [options] <modulename|filename> [args]
      Options:
      \t-a, --author                Print only 'author'
      \t-d, --description           Print only 'description'
      \t-l, --license               Print only 'license'
      \t-p, --parameters            Print only 'parm'
      \t-n, --filename              Print only 'filename'
      \t-0, --null                  Use \\0 instead of \\n
      \t-m, --modname               Handle argument as module name instead of alias or filename
      \t-F, --field=FIELD           Print only provided FIELD
      \t-k, --set-version=VERSION   Use VERSION instead of `uname -r`
      \t-b, --basedir=DIR           Use DIR as filesystem root for /lib/modules
      \t-V, --version               Show version
      \t-h, --help                  Show this help
      """;

  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("author", GetOpt.Long.flag("a"));
    LONGS.put("description", GetOpt.Long.flag("d"));
    LONGS.put("license", GetOpt.Long.flag("l"));
    LONGS.put("parameters", GetOpt.Long.flag("p"));
    LONGS.put("filename", GetOpt.Long.flag("n"));
    LONGS.put("null", GetOpt.Long.flag("0"));
    LONGS.put("modname", GetOpt.Long.flag("m"));
    LONGS.put("field", GetOpt.Long.with("F"));
    LONGS.put("set-version", GetOpt.Long.with("k"));
    LONGS.put("basedir", GetOpt.Long.with("b"));
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("help", GetOpt.Long.flag("h"));
  }

  private record Field(String key, String value) {}

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt("modinfo", "adlpVhn0mF:k:b:", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return 1;
    }
    String only = "";
    String end = "\n";
    boolean elsewhere = false;
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "a" -> only = "author";
        case "d" -> only = "description";
        case "l" -> only = "license";
        case "p" -> only = "parm";
        case "n" -> only = "filename";
        case "F" -> only = option.value();
        case "0" -> end = "\0";
        case "k" -> elsewhere |= !option.value().equals(Machine.KERNEL_RELEASE);
        case "b" -> elsewhere |= !option.value().equals("/");
        case "h" -> {
          process.out().print(USAGE);
          return 0;
        }
        case "V" -> {
          process.out().print(Kmod.VERSION);
          return 0;
        }
        default -> {}
      }
    }
    if (given.operands().isEmpty()) {
      process.complain("modinfo: ERROR: missing module or filename.");
      return 1;
    }
    int status = 0;
    for (String name : given.operands()) {
      KernelModule module = elsewhere ? null : process.machine().modules().find(name);
      if (module == null) {
        process.complain("modinfo: ERROR: Module " + name + " not found.");
        status = 1;
      } else {
        process.out().print(text(module, only, end));
      }
    }
    return status;
  }

  private static String text(KernelModule module, String only, String end) {
    StringBuilder text = new StringBuilder();
    for (Field field : fields(module)) {
      if (only.isEmpty()) {
        text.append("%-15s ".formatted(field.key() + ":")).append(field.value()).append(end);
      } else if (only.equals(field.key())) {
        text.append(field.value()).append(end);
      }
    }
    return text.toString();
  }

  private static List<Field> fields(KernelModule module) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("filename", module.isBuiltIn() ? "(builtin)" : Kmod.file(module)));
    List<Field> parameters = new ArrayList<>();
    for (String line : module.about()) {
      Field field =
          new Field(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      (field.key().equals("parm") ? parameters : fields).add(field);
    }
    fields.add(new Field("depends", String.join(",", module.dependencies())));
    fields.add(new Field("intree", "Y"));
    fields.add(new Field("name", module.name()));
    fields.add(new Field("vermagic", Machine.KERNEL_RELEASE + " mod_unload "));
    fields.addAll(parameters);
    return fields;
  }
}
