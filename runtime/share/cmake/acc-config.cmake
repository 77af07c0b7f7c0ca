# find_package(acc): the translator and the runtime, and functions for .ac
# files.
#
#   acc::acc       the runtime; the static library with ACC_USE_STATIC_LIBS
#   acc::compiler  the translator
#
#   acc_add_executable(NAME source...)
#       as add_executable, for .ac files as well; links acc::acc
#   acc_target_sources(TARGET [PRIVATE] source... [OPTIONS option...])
#       .ac files of any target; options are for acc only (-Wno-duration)
#
# Include directories, definitions and options of the target are those with
# which its .ac files are translated, CMAKE_C_FLAGS too. The C text goes to the
# binary directory and is compiled like any source of the target.

if(CMAKE_VERSION VERSION_LESS 3.21)
    set(acc_FOUND FALSE)
    set(acc_NOT_FOUND_MESSAGE "acc needs CMake 3.21")
    return()
endif()

include(CMakeFindDependencyMacro)
find_dependency(Threads)

# Where things are, seen from here: the tree may have been moved.
macro(_acc_path variable path)
    file(RELATIVE_PATH ${variable} "@libdir@/cmake/acc" "${path}")
    get_filename_component(${variable}
        "${CMAKE_CURRENT_LIST_DIR}/${${variable}}" ABSOLUTE)
endmacro()
_acc_path(_acc_bin "@bindir@")
_acc_path(_acc_lib "@libdir@")
_acc_path(_acc_include "@includedir@")
set(_acc_options_script "${CMAKE_CURRENT_LIST_DIR}/acc-options.cmake")

if(NOT TARGET acc::acc)
    add_executable(acc::compiler IMPORTED)
    set_target_properties(acc::compiler PROPERTIES
        IMPORTED_LOCATION "${_acc_bin}/acc")
    if(ACC_USE_STATIC_LIBS OR NOT EXISTS "${_acc_lib}/libacc.so")
        find_library(ACC_UV_LIBRARY NAMES uv REQUIRED)
        add_library(acc::acc STATIC IMPORTED)
        set_target_properties(acc::acc PROPERTIES
            IMPORTED_LOCATION "${_acc_lib}/libacc.a"
            INTERFACE_LINK_LIBRARIES "${ACC_UV_LIBRARY};Threads::Threads")
    else()
        add_library(acc::acc SHARED IMPORTED)
        set_target_properties(acc::acc PROPERTIES
            IMPORTED_LOCATION "${_acc_lib}/libacc.so"
            IMPORTED_SONAME "libacc.so.@soversion@")
    endif()
    set_target_properties(acc::acc PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${_acc_include}")
endif()

# The options file of a target, made once: what CMake knows is written when the
# build files are (the only time at which expressions that ask for the language
# may be evaluated), and turned into acc's arguments by a build step.
function(_acc_options target variable)
    get_target_property(file ${target} ACC_OPTIONS_FILE)
    if(NOT file)
        set(dir "${CMAKE_CURRENT_BINARY_DIR}/acc/${target}")
        get_property(multi GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
        if(multi)
            string(APPEND dir "/$<CONFIG>")
        endif()
        set(file "${dir}/options")
        set_target_properties(${target} PROPERTIES ACC_OPTIONS_FILE "${file}")
        set(flags "${CMAKE_C_FLAGS}")
        foreach(config IN LISTS CMAKE_CONFIGURATION_TYPES CMAKE_BUILD_TYPE)
            string(TOUPPER "${config}" upper)
            string(APPEND flags
                "$<$<CONFIG:${config}>: ${CMAKE_C_FLAGS_${upper}}>")
        endforeach()
        set(of "TARGET_PROPERTY:${target}")
        set(standard "$<${of},C_STANDARD>")
        # Which standard is the compiler's own is CMake's affair: an explicit
        # one is handed on.
        set(gnu "$<IF:$<STREQUAL:$<${of},C_EXTENSIONS>,OFF>,c,gnu>")
        file(GENERATE OUTPUT "${file}.$<COMPILE_LANGUAGE>.cmake" CONTENT
"set(flags [==[${flags}]==])
set(standard [==[$<$<BOOL:${standard}>:-std=${gnu}${standard}>]==])
set(sysroot [==[${CMAKE_SYSROOT}]==])
set(triple [==[${CMAKE_C_COMPILER_TARGET}]==])
set(includes [==[$<${of},INCLUDE_DIRECTORIES>]==])
set(definitions [==[$<${of},COMPILE_DEFINITIONS>]==])
set(options [==[$<${of},COMPILE_OPTIONS>]==])
"
            TARGET ${target})
        add_custom_command(OUTPUT "${file}"
            COMMAND "${CMAKE_COMMAND}" "-DIN=${file}.C.cmake" "-DOUT=${file}"
                -P "${_acc_options_script}"
            DEPENDS "${file}.C.cmake" "${_acc_options_script}"
            COMMENT "" VERBATIM)
    endif()
    set(${variable} "${file}" PARENT_SCOPE)
endfunction()

# Where the C text of a source goes, below the target's folder.
function(_acc_output source variable)
    file(RELATIVE_PATH name "${CMAKE_CURRENT_SOURCE_DIR}" "${source}")
    string(REPLACE "../" "__/" name "${name}")
    set(${variable} "${name}.c" PARENT_SCOPE)
endfunction()

function(acc_target_sources target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PRIVATE;OPTIONS")
    if(NOT TARGET ${target})
        message(FATAL_ERROR
            "acc_target_sources: there is no target '${target}'")
    endif()
    get_target_property(home ${target} SOURCE_DIR)
    if(NOT home STREQUAL CMAKE_CURRENT_SOURCE_DIR)
        message(FATAL_ERROR "acc_target_sources: the target '${target}' belongs "
            "to ${home}; add its .ac files there")
    endif()
    if(NOT CMAKE_C_COMPILER_LOADED)
        message(FATAL_ERROR
            "acc_target_sources: the project does not enable the language C")
    endif()
    _acc_options(${target} options)
    get_filename_component(dir "${options}" DIRECTORY)
    set(compiler "'${CMAKE_C_COMPILER}'")
    foreach(source IN LISTS arg_UNPARSED_ARGUMENTS arg_PRIVATE)
        if(NOT source MATCHES "\\.ac$")
            target_sources(${target} PRIVATE "${source}")
            continue()
        endif()
        get_filename_component(path "${source}" ABSOLUTE)
        _acc_output("${path}" name)
        set(output "${dir}/${name}")
        get_filename_component(folder "${output}" DIRECTORY)
        add_custom_command(OUTPUT "${output}"
            COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}"
            COMMAND acc::compiler "--cc=${compiler}" "@${options}"
                ${arg_OPTIONS} -MD -MF "${output}.d" -MT "${output}"
                "${path}" -o "${output}"
            DEPENDS "${path}" "${options}" "$<TARGET_FILE:acc::compiler>"
            DEPFILE "${output}.d"
            COMMENT "Translating ${source}" VERBATIM)
        set_source_files_properties("${output}" PROPERTIES
            SKIP_UNITY_BUILD_INCLUSION ON)
        set_source_files_properties("${path}" PROPERTIES HEADER_FILE_ONLY ON)
        target_sources(${target} PRIVATE "${output}" "${path}")
    endforeach()
endfunction()

function(acc_add_executable name)
    set(sources ${ARGN})
    set(translated ${ARGN})
    list(FILTER sources EXCLUDE REGEX "\\.ac$")
    list(FILTER translated INCLUDE REGEX "\\.ac$")
    add_executable(${name} ${sources})
    acc_target_sources(${name} ${translated})
    # Not target_link_libraries: the project may use either of its forms.
    set_property(TARGET ${name} APPEND PROPERTY LINK_LIBRARIES acc::acc)
endfunction()
