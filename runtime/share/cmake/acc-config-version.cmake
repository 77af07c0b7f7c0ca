# The same rule as for shared libraries: before 1.0 each minor version is its
# own; afterwards a newer minor version serves.
set(PACKAGE_VERSION "@version@")
set(PACKAGE_VERSION_COMPATIBLE FALSE)
string(REGEX MATCH "^0\\.[0-9]+|^[0-9]+" _acc_series "${PACKAGE_VERSION}")
string(REGEX MATCH "^0\\.[0-9]+|^[0-9]+" _acc_wanted "${PACKAGE_FIND_VERSION}")
if(PACKAGE_FIND_VERSION VERSION_LESS_EQUAL PACKAGE_VERSION
        AND _acc_series STREQUAL _acc_wanted)
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
endif()
