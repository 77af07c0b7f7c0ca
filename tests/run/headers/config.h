/* A plain header: stays an #include wherever the output lies. */
#ifndef CONFIG_H
#define CONFIG_H
#define WORKERS 3
static const int config_step = 10;
#endif
