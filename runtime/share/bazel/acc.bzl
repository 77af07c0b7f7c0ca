"""Bazel rules for .ac files.

    load("@acc//:share/acc/bazel/acc.bzl", "acc_binary")

    acc_binary(
        name = "program",
        srcs = ["main.ac", "count.ac", "scale.c", "count.h"],
    )

The repository @acc is the installed tree; in WORKSPACE:

    new_local_repository(
        name = "acc",
        path = "@prefix@",
        build_file = "@datadir@/acc/bazel/acc.BUILD",
    )

Translation runs the C compiler of the toolchain as preprocessor, with the
include folders and definitions of `deps`.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "C_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

def _acc_translate_impl(ctx):
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    compiler = cc_common.get_tool_for_action(
        feature_configuration = features,
        action_name = C_COMPILE_ACTION_NAME,
    )
    contexts = [dep[CcInfo].compilation_context for dep in ctx.attr.deps]
    headers = depset(ctx.files.hdrs, transitive = [c.headers for c in contexts])

    common = ctx.actions.args()
    common.add("--cc=" + compiler)
    for define in ctx.attr.defines:
        common.add_all(ctx.tokenize(define), format_each = "-D%s")
    for context in contexts:
        common.add_all(context.defines, format_each = "-D%s")
        common.add_all(context.includes, format_each = "-I%s")
        common.add_all(context.quote_includes, before_each = "-iquote")
        common.add_all(context.system_includes, before_each = "-isystem")
    here = ctx.label.package + "/" if ctx.label.package else ""
    common.add_all(ctx.attr.includes, format_each = "-I" + here + "%s")
    common.add("-I.")
    common.add_all(ctx.attr.accopts)

    outputs = []
    for source in ctx.files.srcs:
        output = ctx.actions.declare_file("%s.dir/%s.c" % (
            ctx.label.name,
            source.short_path.replace("../", ""),
        ))
        arguments = ctx.actions.args()
        arguments.add(source)
        arguments.add("-o", output)
        ctx.actions.run(
            executable = ctx.executable._acc,
            arguments = [common, arguments],
            inputs = depset([source], transitive = [headers, toolchain.all_files]),
            outputs = [output],
            mnemonic = "AccTranslate",
            progress_message = "Translating %s" % source.short_path,
        )
        outputs.append(output)
    return [DefaultInfo(files = depset(outputs))]

acc_translate = rule(
    implementation = _acc_translate_impl,
    doc = "Translates .ac files to C.",
    attrs = {
        "srcs": attr.label_list(allow_files = [".ac"]),
        "hdrs": attr.label_list(allow_files = True),
        "deps": attr.label_list(providers = [CcInfo]),
        "defines": attr.string_list(),
        "includes": attr.string_list(),
        "accopts": attr.string_list(),
        "_acc": attr.label(
            default = Label("//:acc"),
            executable = True,
            allow_single_file = True,
            cfg = "exec",
        ),
        "_cc_toolchain": attr.label(
            default = Label("@bazel_tools//tools/cpp:current_cc_toolchain"),
        ),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
    fragments = ["cpp"],
)

def _with_translation(rule, name, srcs, deps, defines, includes, accopts, kwargs):
    translated = [s for s in srcs if s.endswith(".ac")]
    headers = [s for s in srcs if s.endswith(".h")]
    acc_translate(
        name = name + ".acc",
        srcs = translated,
        hdrs = headers + kwargs.get("hdrs", []),
        deps = deps + [str(Label("//:runtime"))],
        defines = defines,
        includes = includes,
        accopts = accopts,
    )
    rule(
        name = name,
        srcs = [s for s in srcs if not s.endswith(".ac")] + [":" + name + ".acc"],
        deps = deps + [str(Label("//:runtime"))],
        local_defines = defines,
        includes = includes,
        **kwargs
    )

def acc_binary(name, srcs, deps = [], defines = [], includes = [], accopts = [], **kwargs):
    """cc_binary that takes .ac files; `defines` and `includes` are its own."""
    _with_translation(native.cc_binary, name, srcs, deps, defines, includes, accopts, kwargs)

def acc_library(name, srcs, deps = [], defines = [], includes = [], accopts = [], **kwargs):
    """cc_library that takes .ac files."""
    _with_translation(native.cc_library, name, srcs, deps, defines, includes, accopts, kwargs)
